package dev.recto.read.office;

import org.jspecify.annotations.Nullable;

/**
 * How many columns and rows a table's cell covers.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
record CellSpan(int columns, int rows) {
    /** A cell that covers its own place alone. */
    static final CellSpan ONE = new CellSpan(1, 1);

    /** Returns the span that HTML's attributes name; what is missing or no number from 1 to 99,999 counts as 1. */
    static CellSpan of(@Nullable String columns, @Nullable String rows) {
        return columns == null && rows == null ? ONE : new CellSpan(number(columns), number(rows));
    }

    private static int number(@Nullable String value) {
        return value != null && value.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(value) : 1;
    }
}
