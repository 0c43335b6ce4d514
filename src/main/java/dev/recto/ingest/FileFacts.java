package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FileStat;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is filterable of each document: the user's own metadata, and the facts {@code name}, {@code folder}, {@code type}, {@code date}. */
final class FileFacts {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("application/vnd.oasis.opendocument.text", "odt"),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", "ods"),
            Map.entry("application/vnd.oasis.opendocument.presentation", "odp"),
            Map.entry("application/msword", "doc"),
            Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.ms-powerpoint", "ppt"),
            Map.entry("application/vnd.ms-outlook", "msg"),
            Map.entry("application/epub+zip", "epub"),
            Map.entry("application/rtf", "rtf"),
            Map.entry("application/zip", "zip"),
            Map.entry("application/json", "json"),
            Map.entry("application/xml", "xml"),
            Map.entry("application/xhtml+xml", "html"),
            Map.entry("message/rfc822", "eml"),
            Map.entry("text/html", "html"),
            Map.entry("text/markdown", "md"),
            Map.entry("text/x-web-markdown", "md"),
            Map.entry("text/plain", "txt"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/tab-separated-values", "tsv"));

    private FileFacts() {}

    /**
     * Returns a document's facts. What the user set himself stands before the file's own fact of the same name.
     *
     * @param content the content that was read
     * @param mediaType by content; {@code type} is its usual file extension, or itself where it has none here
     * @param title the document's own title, or null
     */
    static DocumentFacts of(DocumentRow row, ContentHash content, String mediaType, @Nullable String title) {
        var metadata = new HashMap<String, String>();
        metadata.put("name", row.name());
        String bare = mediaType.replaceFirst(";.*", "").strip();
        metadata.put("type", TYPES.getOrDefault(bare, bare));
        String folder = PathText.folder(row.key());
        if (!folder.isEmpty()) {
            metadata.put("folder", folder);
        }
        FileStat stat = row.stat();
        if (stat != null) {
            metadata.put("date", date(stat.modifiedNanos()));
        }
        metadata.putAll(row.metadata());
        return new DocumentFacts(row.id(), row.name(), title, row.access(), metadata, content);
    }

    private static String date(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}
