package dev.recto.ingest;

/**
 * How far an ingest is. Attachments and archive entries join the totals when their container was read.
 *
 * @param files documents to look at
 * @param filesDone documents that have an outcome
 * @param bytes of those that must be read
 * @param bytesDone of those that were embedded
 * @param parts read so far
 * @param passages with vectors so far
 * @param characters of passages with vectors so far, in UTF-16 units
 */
public record IngestProgress(
        int files, int filesDone, long bytes, long bytesDone, int parts, int passages, long characters) {}
