package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.document.IngestOutcome;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading ahead hands on. */
sealed interface Prepared {
    /**
     * A document that was read and split.
     *
     * @param row as it was when reading began
     * @param mediaType by content
     * @param title its own title, or null
     * @param passages in reading order
     * @param kinds each part's kind, in order
     * @param outcome what it will be once questions find it
     */
    record Split(
            DocumentRow row,
            String mediaType,
            @Nullable String title,
            List<Passage> passages,
            List<PartKind> kinds,
            IngestOutcome outcome)
            implements Prepared {}

    /**
     * A document that gave nothing.
     *
     * @param row as it was when reading began
     * @param outcome why
     * @param again whether the failure was not the file's, so that the next ingest tries again
     */
    record Failed(DocumentRow row, IngestOutcome.NotIndexed outcome, boolean again) implements Prepared {}

    /**
     * Nothing more comes.
     *
     * @param failure what stopped the reading, or null where all was read
     */
    record End(@Nullable Throwable failure) implements Prepared {}
}
