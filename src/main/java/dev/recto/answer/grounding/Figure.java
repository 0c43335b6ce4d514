package dev.recto.answer.grounding;

import java.math.BigDecimal;

/**
 * A number in a text, however it was written.
 *
 * @param value its value: 1,200,000 for "1.2 million", 30 for 百分之三十, 5 for "May"
 * @param unit what it counts, one name for each unit ({@code %}, {@code USD}, {@code month}, {@code km} …); empty where none is known
 * @param telling whether a sentence may hold it only where the evidence does; small words such as "one" and 一 are said too freely
 * @param shown as the text has it, folded
 * @param at UTF-16 offset in the folded text
 */
record Figure(BigDecimal value, String unit, boolean telling, String shown, int at) {
    Figure {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /** Returns whether the other states the same: equal values, and units that do not contradict. */
    boolean agrees(Figure other) {
        return value.compareTo(other.value) == 0 && (unit.equals(other.unit) || unit.isEmpty() || other.unit.isEmpty());
    }
}
