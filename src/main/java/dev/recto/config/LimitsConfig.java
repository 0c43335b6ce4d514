package dev.recto.config;

/**
 * Every limit, under {@code limits} in the configuration.
 *
 * @param fileBytes largest file taken in, in bytes
 * @param readSeconds longest time that reading one file may take, in seconds
 * @param readMemoryMb heap of the reading worker, in MiB
 * @param readTextChars most text kept of one file, in UTF-16 units; what is past it makes the outcome PARTIAL
 * @param readParts most parts kept of one file; what is past them makes the outcome PARTIAL
 * @param childFiles most attachments and archive entries taken from one file
 * @param childBytes most bytes of attachments and archive entries unpacked from one file
 * @param childDepth how deep containers may stand in containers
 * @param questionChars longest question, in UTF-16 units
 */
public record LimitsConfig(
        long fileBytes,
        int readSeconds,
        int readMemoryMb,
        int readTextChars,
        int readParts,
        int childFiles,
        long childBytes,
        int childDepth,
        int questionChars) {
    /** The limits where nothing else is configured. */
    public static final LimitsConfig DEFAULT =
            new LimitsConfig(512L << 20, 120, 1024, 10_000_000, 20_000, 1_000, 1L << 30, 4, 10_000);
}
