package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.config.LimitsConfig;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ReaderVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ingest has to do, from stats and rows alone: no file was opened yet.
 *
 * @param known files whose outcome is known already
 * @param wanted files to look into
 * @param resumed documents that an earlier run left undone and whose file did not change since
 * @param seen what the scan met
 */
record IngestPlan(List<Known> known, List<Wanted> wanted, List<DocumentRow> resumed, ScannedSources seen) {
    /** A file whose stat is that of its document. */
    record Known(String key, IngestOutcome outcome) {}

    /** A file to look into, with its document, or null where it has none. */
    record Wanted(SourceFile file, @Nullable DocumentRow row) {}

    /** Returns whether any file must be opened or read. */
    boolean hasWork() {
        return !wanted.isEmpty() || !resumed.isEmpty();
    }

    /** Returns the bytes of what is to be looked into or read. */
    long bytes() {
        return wanted.stream().mapToLong(file -> file.file().stat().size()).sum()
                + resumed.stream().mapToLong(DocumentRow::size).sum();
    }

    static IngestPlan of(
            Catalog catalog,
            CollectionRow collection,
            FolderScan.Found found,
            Map<String, String> metadata,
            LimitsConfig limits) {
        Map<String, DocumentRow> rows = rows(catalog, collection, found);
        var known = new ArrayList<Known>();
        var wanted = new ArrayList<Wanted>();
        Set<DocumentId> again = new HashSet<>();
        for (SourceFile file : found.files()) {
            DocumentRow row = rows.get(file.source());
            if (row != null && row.state().waiting() && sameFile(file, row, metadata)) {
                continue; // resumed below
            }
            IngestOutcome outcome = row == null || !sameFile(file, row, metadata) ? null : outcome(row, limits);
            if (row != null && outcome != null) {
                known.add(new Known(row.key(), outcome));
            } else {
                wanted.add(new Wanted(file, row));
                if (row != null) {
                    again.add(row.id());
                }
            }
        }
        return new IngestPlan(known, wanted, resumed(catalog, collection, again), found.seen());
    }

    private static List<DocumentRow> resumed(Catalog catalog, CollectionRow collection, Set<DocumentId> again) {
        List<DocumentRow> waiting = catalog.documents().waiting(collection.id());
        Set<DocumentId> all = new HashSet<>(again);
        waiting.forEach(row -> all.add(row.id()));
        return waiting.stream()
                .filter(row -> !again.contains(row.id()))
                .filter(row -> row.parent() == null || !all.contains(row.parent())) // its parent brings it
                .toList();
    }

    private static Map<String, DocumentRow> rows(Catalog catalog, CollectionRow collection, FolderScan.Found found) {
        var rows = new HashMap<String, DocumentRow>();
        for (var folder : found.folders()) {
            for (DocumentRow row : catalog.documents().under(collection.id(), PathText.of(folder))) {
                rows.put(String.valueOf(row.source()), row);
            }
        }
        for (SourceFile file : found.files()) {
            if (!rows.containsKey(file.source()) && !found.folders().contains(file.root())) {
                catalog.documents()
                        .bySource(collection.id(), file.source())
                        .ifPresent(row -> rows.put(file.source(), row));
            }
        }
        return rows;
    }

    private static boolean sameFile(SourceFile file, DocumentRow row, Map<String, String> metadata) {
        return file.stat().equals(row.stat()) && row.metadata().entrySet().containsAll(metadata.entrySet());
    }

    private static @Nullable IngestOutcome outcome(DocumentRow row, LimitsConfig limits) {
        if (row.state() == DocumentState.INDEXED) {
            return new IngestOutcome.Unchanged();
        }
        if (row.state() != DocumentState.FAILED || row.outcome() == null || row.sentence() == null) {
            return null;
        }
        var problem = ReadingProblem.valueOf(row.outcome());
        boolean fits = row.stat() != null && row.stat().size() <= limits.fileBytes();
        boolean otherwiseNow = problem == ReadingProblem.TOO_LARGE && row.content() == null
                ? fits
                : row.readerVersion() != ReaderVersion.CURRENT;
        return otherwiseNow ? null : new IngestOutcome.NotIndexed(problem, row.sentence());
    }
}
