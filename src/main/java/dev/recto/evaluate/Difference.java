package dev.recto.evaluate;

/**
 * How far one ranking's figure stands from another's over the same questions.
 *
 * @param value positive where the first is better
 * @param interval of the difference
 */
record Difference(double value, Interval interval) {
    /** Returns whether the interval leaves zero out. */
    boolean significant() {
        return interval.low() > 0 || interval.high() < 0;
    }
}
