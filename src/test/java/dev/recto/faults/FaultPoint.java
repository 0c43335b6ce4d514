package dev.recto.faults;

/** A named point of work on a home at which its process can be killed or its disk can fail. */
enum FaultPoint {
    BEFORE_STAGE(Op.PUT),
    STAGED(Op.PUT),
    BEFORE_KEEP(Op.PUT),
    KEPT(Op.PUT),
    /** The catalogue has the documents and nobody was told. */
    RECEIVED(Op.PUT),
    BEFORE_READ(Op.PUT),
    READ(Op.PUT),
    BEFORE_EMBED(Op.PUT),
    EMBEDDED(Op.PUT),
    BEFORE_REPLACE(Op.PUT),
    REPLACED(Op.PUT),
    BEFORE_COMMIT(Op.PUT),
    /** The index holds it and its row does not say so. */
    COMMITTED(Op.PUT),
    /** The tombstones stand and every copy is still there. */
    BURIED(Op.DELETE),
    BEFORE_INDEX_DELETE(Op.DELETE),
    INDEX_DELETED(Op.DELETE),
    BEFORE_ORIGINAL_DELETED(Op.DELETE),
    ORIGINAL_DELETED(Op.DELETE),
    /** The document is gone and nobody was told. */
    DELETED(Op.DELETE),
    BEFORE_EXPUNGE(Op.DELETE),
    EXPUNGED(Op.DELETE),
    /** A generation's row stands and its index does not. */
    BEFORE_OPEN(Op.REINDEX),
    OPENED(Op.REINDEX),
    /** Every passage of the new generation is in, and another one answers. */
    BUILT(Op.REINDEX),
    /** A generation answers again that did before. */
    ROLLED_BACK(Op.ROLLBACK),
    /** A backup is whole and nobody was told. */
    BACKED_UP(Op.BACKUP);

    /** What has a home do something. */
    enum Op {
        PUT,
        DELETE,
        REINDEX,
        ROLLBACK,
        BACKUP,
        ASK
    }

    /** What reaches this point for certain. */
    final Op op;

    FaultPoint(Op op) {
        this.op = op;
    }
}
