package dev.recto.read;

/** The version of everything that turns a file into a source document; what was read is stored by content hash and this. */
public final class ReaderVersion {
    /**
     * The version in use. Raise it whenever the same file would give other text, blocks, layout, title or properties than
     * before: then stored readings of older versions are no longer found, and every document is read again. A change that
     * only makes reading faster, or only changes the sentence of an outcome, does not raise it.
     */
    public static final int CURRENT = 2;

    private ReaderVersion() {}
}
