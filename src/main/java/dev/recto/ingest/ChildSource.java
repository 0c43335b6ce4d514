package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import java.util.List;

/** Says which of a document's attachments and archive entries must be read after it. */
@FunctionalInterface
interface ChildSource {
    /** Returns their rows, in order. */
    List<DocumentRow> take(DocumentRow parent, List<StoredReadings.Child> children);
}
