package dev.recto.config;

/**
 * How much may be taken in over HTTP, under {@code uploads} in the configuration.
 *
 * @param bytes largest body of one upload, in bytes; each file also counts against {@code limits.file_bytes}
 * @param files most files in one upload
 * @param atOnce uploads taken in at the same time; some more wait for their turn
 * @param waitingDocuments most documents that wait to be read; while there are more, uploads are refused
 */
public record UploadConfig(long bytes, int files, int atOnce, int waitingDocuments) {
    /** What holds where nothing else is configured. */
    public static final UploadConfig DEFAULT = new UploadConfig(4L << 30, 1_000, 64, 100_000);
}
