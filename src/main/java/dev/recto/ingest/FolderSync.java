package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the documents whose file vanished from a folder. A folder that is empty as a whole is taken for one that is not mounted:
 * nothing is deleted then, and the summary says so. A missing folder is no folder, and deletes nothing either.
 */
final class FolderSync {
    private final Catalog catalog;
    private final CollectionRow collection;

    FolderSync(Catalog catalog, CollectionRow collection) {
        this.catalog = catalog;
        this.collection = collection;
    }

    /**
     * What a sync has to do.
     *
     * @param vanished documents without their file
     * @param refused a line for each folder that is not followed
     */
    record Result(List<DocumentRow> vanished, List<IngestSummary.Line> refused) {}

    /** Compares the documents of the folders that were looked through with the files that are there. */
    Result compare(FolderScan.Found found) {
        var vanished = new ArrayList<DocumentRow>();
        var refused = new ArrayList<IngestSummary.Line>();
        for (Path folder : found.folders()) {
            List<DocumentRow> documents = catalog.documents().under(collection.id(), PathText.of(folder));
            boolean empty = found.files().stream().noneMatch(file -> file.file().startsWith(folder));
            if (empty && !documents.isEmpty()) {
                refused.add(new IngestSummary.Line(PathText.of(folder), "FAILED", sentence(documents.size())));
            } else {
                documents.stream()
                        .filter(row -> row.source() != null && found.seen().lack(row.source()))
                        .forEach(vanished::add);
            }
        }
        return new Result(vanished.stream().distinct().toList(), refused);
    }

    private static String sentence(int documents) {
        return "The folder is empty, as when it is not mounted, so none of its " + documents
                + " documents were deleted. Delete them by name if that is meant.";
    }
}
