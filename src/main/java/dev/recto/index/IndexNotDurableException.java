package dev.recto.index;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The disk refused to make files of an index durable. What it says from then on cannot be believed (a second fsync may report success for
 * pages that were dropped), so the process must stop.
 */
public final class IndexNotDurableException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    IndexNotDurableException(IOException cause) {
        super(
                "The disk could not make the index durable, which is as it was at its last commit: "
                        + cause.getMessage(),
                cause);
    }
}
