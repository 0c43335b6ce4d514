package dev.recto.evaluate;

/** A 95 % confidence interval. */
record Interval(double low, double high) {}
