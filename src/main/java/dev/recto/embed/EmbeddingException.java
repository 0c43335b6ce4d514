package dev.recto.embed;

import org.jspecify.annotations.Nullable;

/** A model could not embed a text; the message says which and what to do. */
public final class EmbeddingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
