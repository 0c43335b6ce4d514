package dev.recto.ingest;

/**
 * What a re-index did.
 *
 * @param documents whose passages were put into the generation
 * @param passages of them
 * @param embedded vectors computed
 * @param reused vectors found in the cache
 * @param read contents that were parsed anew
 * @param millis from beginning to end, in ms
 */
public record ReindexWork(int documents, int passages, int embedded, int reused, int read, long millis) {
    /** Returns it as a sentence. */
    public String sentence() {
        return documents + " documents, " + passages + " passages; " + read + " documents were read anew, " + embedded
                + " vectors computed and " + reused + " taken from the cache, in " + (millis + 500) / 1_000 + " s.";
    }
}
