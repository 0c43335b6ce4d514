package dev.recto.read;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.recto.document.BlockKind;

/**
 * How many lines and sentences a text would be split into, at most: each costs memory of its own once a document is split into
 * passages, however short it is. Never fewer than {@link PassageSplitter} makes, save that it cuts what is too long.
 */
public final class LineCount {
    /** Most lines and sentences kept of one document. Chosen: a book of 1,000 pages has about 40,000 lines. */
    public static final int MOST = 1_000_000;

    /** What to say where a document has more. */
    static final String PAST = "Only its first " + MOST + " lines and sentences were read.";

    private LineCount() {}

    /** Returns the count for a block's text, at least 1. */
    public static int of(String text, BlockKind kind) {
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            count += ends(text, i, kind) ? 1 : 0;
        }
        return count;
    }

    /**
     * Returns how much of a block's text holds no more than so many, from its start in UTF-16 units.
     *
     * @param most 0 or less gives 0
     */
    static int fitting(String text, BlockKind kind, int most) {
        int count = 1;
        for (int i = 0; i < text.length() && count <= most; i++) {
            if (ends(text, i, kind) && ++count > most) {
                return i + 1;
            }
        }
        return most > 0 ? text.length() : 0;
    }

    /** What may end a sentence: Unicode's property STerm, less the full stops after which none begins (UAX #29, SB6 and SB8). */
    private static boolean ends(String text, int at, BlockKind kind) {
        int c = text.codePointAt(at);
        return switch (kind) {
            case TABLE_ROW, HEADING, FURNITURE -> false;
            case CODE -> c == '\n';
            case PARAGRAPH, LIST_ITEM, FOOTNOTE ->
                UCharacter.hasBinaryProperty(c, UProperty.S_TERM) && !(c == '.' && goesOn(text, at + 1));
        };
    }

    private static boolean goesOn(String text, int at) {
        return at < text.length() && (Character.isDigit(text.charAt(at)) || Character.isLowerCase(text.charAt(at)));
    }
}
