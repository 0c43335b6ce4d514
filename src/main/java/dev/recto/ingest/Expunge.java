package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DeletionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.index.IndexFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        for (GenerationRow generation : generations) {
            if (house.indexes().hasFiles(generation)) {
                expunge(collection, generation, deleted);
            }
        }
        forgetVectors(deleted);
        if (!house.catalog().emptyLog() || !house.vectors().get().emptyLog()) {
            return false;
        }
        look(deleted);
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

    private void expunge(CollectionRow collection, GenerationRow generation, List<DocumentId> deleted) {
        try (HeldGeneration held = house.indexes().hold(collection, generation);
                var thread = new IndexThread()) {
            thread.run(() -> {
                deleted.forEach(held.index()::delete);
                held.index().expunge();
            });
        } catch (IndexFormatException | IndexBrokenException unusable) {
            if (generation.live()) {
                throw unusable;
            }
            house.indexes()
                    .discard(collection, generation); // nobody can go back to it, and it holds words of what is deleted
        }
    }

    /** Looks for each document's marks in every file but those of contents that another document has. */
    private void look(List<DocumentId> deleted) {
        Map<DocumentId, Set<Long>> marks = new HashMap<>();
        for (DocumentId document : deleted) {
            var own = new HashSet<Long>();
            for (long mark : house.catalog().deletions().marks(document)) {
                own.add(mark);
            }
            marks.put(document, own);
        }
        Set<Long> all = marks.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        var found = new HashSet<Long>();
        int files = 0;
        long bytes = 0;
        try {
            for (Path file : files()) {
                found.addAll(all.isEmpty() ? Set.of() : TextMarks.in(file, all));
                files++;
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The home's files could not be looked through: " + e.getMessage(), e);
        }
        for (DocumentId document : deleted) {
            Set<Long> own = new HashSet<>(marks.getOrDefault(document, Set.of()));
            own.retainAll(found);
            var scan = new DeletionRow.Scan(Instant.ofEpochMilli(System.currentTimeMillis()), files, bytes, own.size());
            house.catalog().deletions().expunged(document, scan);
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
