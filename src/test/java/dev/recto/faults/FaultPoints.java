package dev.recto.faults;

/** Hears of each {@link FaultPoint} that work reaches, and may keep it from going on. Called from any thread. */
interface FaultPoints {
    /** Lets everything go on. */
    FaultPoints NONE = point -> {};

    /** Work has reached a point. */
    void reached(FaultPoint point);
}
