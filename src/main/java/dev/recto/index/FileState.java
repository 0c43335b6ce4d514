package dev.recto.index;

/** What became of the files of an index's last commit. */
public enum FileState {
    /** All are there, and hold what was written. */
    IN_PLACE,
    /** Some are gone. Whoever has them open still reads them. */
    MISSING,
    /** Some hold something else than what was written: nothing read from them can be believed. */
    DAMAGED
}
