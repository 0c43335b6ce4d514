package dev.recto.catalog;

/** As many keys open something as are kept at most. */
public final class TooManyKeysException extends CatalogException {
    private static final long serialVersionUID = 1L;

    /** @param most how many there can be */
    public TooManyKeysException(int most) {
        super("There are " + most + " keys already, the most there can be. Revoke one that is not used.", null);
    }
}
