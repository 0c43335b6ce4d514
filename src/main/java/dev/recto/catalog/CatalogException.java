package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/** The catalogue cannot be used as it is; the message says why and what to do. */
public sealed class CatalogException extends RuntimeException permits DiskFullException, TooManyKeysException {
    private static final long serialVersionUID = 1L;

    public CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
