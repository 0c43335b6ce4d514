package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DeletionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.index.IndexFormatException;
import dev.recto.index.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the words of deleted documents out of the files: Lucene and SQLite only mark what is deleted, and keep its bytes until they
 * write a file anew. Then looks through the home's files for them.
 */
final class Expunge {
    private static final Logger LOG = LoggerFactory.getLogger(Expunge.class);
    private final IngestParts house;

    Expunge(IngestParts house) {
        this.house = house;
    }

    /**
     * Expunges what was deleted from a collection. The caller keeps everyone else from working on it.
     *
     * @return whether everything was; not while a generation is being built or somebody reads an earlier state
     */
    boolean run(CollectionRow collection) {
        List<DocumentId> deleted = house.catalog().deletions().open(collection.id());
        if (deleted.isEmpty()) {
            return true;
        }
        List<GenerationRow> generations = house.catalog().generations().list(collection.id());
        boolean building = house.catalog().reindexes().unfinished().stream()
                .anyMatch(job -> job.collection().equals(collection.id()));
        if (building
                && generations.stream()
                        .anyMatch(generation -> !generation.build().ready())) {
            return false; // its build takes out what is deleted, and it answers soon
        }
        Set<DocumentId> found = new HashSet<>();
        for (GenerationRow generation : generations) {
            if (house.indexes().hasFiles(generation)) {
                found.addAll(expunge(collection, generation, deleted));
            }
        }
        forgetVectors(deleted);
        if (!house.catalog().emptyLog() || !house.vectors().get().emptyLog()) {
            return false;
        }
        look(deleted, found);
        house.catalog().emptyLog(); // the marks themselves
        return true;
    }

    /** Work in hand may have cached some after the deletion removed them, and the process may have ended before either could say so. */
    private void forgetVectors(List<DocumentId> deleted) {
        Set<ContentHash> texts = house.catalog().deletions().texts(deleted);
        int late = texts.isEmpty() ? 0 : house.vectors().get().remove(texts);
        if (late > 0) {
            LOG.info("{} cached vectors of deleted documents were removed late.", late);
        }
    }

    /** Returns those that a fresh reader still finds there, as after a write that failed beside it. */
    private Set<DocumentId> expunge(CollectionRow collection, GenerationRow generation, List<DocumentId> deleted) {
        try (HeldGeneration held = house.indexes().hold(collection, generation);
                var thread = new IndexThread()) {
            thread.run(() -> {
                deleted.forEach(held.index()::delete);
                held.index().expunge();
            });
            try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                return deleted.stream().filter(id -> snapshot.count(id) > 0).collect(Collectors.toSet());
            }
        } catch (IndexFormatException | IndexBrokenException unusable) {
            if (generation.live()) {
                throw unusable;
            }
            house.indexes()
                    .discard(collection, generation); // nobody can go back to it, and it holds words of what is deleted
            return Set.of();
        }
    }

    /**
     * Looks for each document's marks in every file but those of contents that another document has. For one without marks no file is looked
     * through, and its receipt counts none.
     *
     * @param found those of the documents that an index still has
     */
    private void look(List<DocumentId> deleted, Set<DocumentId> found) {
        Map<DocumentId, Set<Long>> marks = new HashMap<>();
        for (DocumentId document : deleted) {
            marks.put(
                    document,
                    LongStream.of(house.catalog().deletions().marks(document))
                            .boxed()
                            .collect(Collectors.toSet()));
        }
        Looked looked = lookFor(marks.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        marks.forEach((document, own) -> {
            int left = (int) own.stream().filter(looked.found()::contains).count();
            var scan = own.isEmpty()
                    ? new DeletionRow.Scan(now, 0, 0, 0)
                    : new DeletionRow.Scan(now, looked.files(), looked.bytes(), left);
            house.catalog().deletions().expunged(document, scan, absent(document, found));
        });
    }

    /** Returns whether no index has anything of a document or of what went with it. */
    private boolean absent(DocumentId document, Set<DocumentId> found) {
        List<DocumentId> together = house.catalog()
                .deletions()
                .find(document)
                .map(DeletionRow::documents)
                .orElse(List.of());
        return !found.contains(document) && Collections.disjoint(found, together);
    }

    /**
     * What looking through the files gave.
     *
     * @param found marks that some file has
     * @param files looked through
     * @param bytes of those files
     */
    private record Looked(Set<Long> found, int files, long bytes) {}

    private Looked lookFor(Set<Long> marks) {
        if (marks.isEmpty()) {
            return new Looked(Set.of(), 0, 0);
        }
        var found = new HashSet<Long>();
        long bytes = 0;
        try {
            List<Path> files = files();
            for (Path file : files) {
                found.addAll(TextMarks.in(file, marks));
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            return new Looked(found, files.size(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The home's files could not be looked through: " + e.getMessage(), e);
        }
    }

    private List<Path> files() throws IOException {
        Set<String> held = house.catalog().documents().contents().stream()
                .map(ContentHash::hex)
                .collect(Collectors.toSet());
        var files = new ArrayList<Path>();
        for (Path folder : List.of(house.home().data(), house.home().index())) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> ours(file, held))
                        .forEach(files::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    private boolean ours(Path file, Set<String> held) {
        boolean content = file.startsWith(house.home().originals())
                || file.startsWith(house.home().read());
        if (!content) {
            return !file.startsWith(house.home().samples());
        }
        Path folder = file.startsWith(house.home().originals())
                ? house.home().originals()
                : house.home().read();
        int place = folder.equals(house.home().originals()) ? 1 : 0;
        Path name = folder.relativize(file);
        return name.getNameCount() <= place
                || !held.contains(name.getName(place).toString());
    }
}
