package dev.recto.catalog;

/** The catalogue's disk has no room for what was to be written; nothing of it was. */
public final class DiskFullException extends CatalogException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
