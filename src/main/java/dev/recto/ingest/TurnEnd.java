package dev.recto.ingest;

/** How a turn ended. */
public enum TurnEnd {
    /** At least one document was done with. */
    WORKED,
    /** There was something to do, and nothing of it could be done now. */
    STUCK,
    /** There was nothing to do, somebody else does it, or somebody who waits for the collection came first. */
    IDLE
}
