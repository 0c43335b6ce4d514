package dev.recto.catalog;

import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * How the work on one version of a document ended.
 *
 * @param document which
 * @param reception which reception of it was worked on; nothing is completed where a later one came meanwhile
 * @param outcome how it ended; {@link IngestOutcome.Unchanged} is no completion
 * @param mediaType by content, or null where it was not read
 * @param title its own title, or null
 * @param commitPosition ledger position of the index commit that holds this state; 0 where the index was not touched
 * @param again whether the next ingest must try again although the file is unchanged, because the failure was not the file's
 */
public record Completion(
        DocumentId document,
        int reception,
        IngestOutcome outcome,
        @Nullable String mediaType,
        @Nullable String title,
        long commitPosition,
        boolean again) {}
