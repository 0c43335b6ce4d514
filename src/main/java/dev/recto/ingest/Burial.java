package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.VersionRow;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.Passage;
import dev.recto.read.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes documents from the catalogue and removes what only they had. The index is swept by whoever commits to it next.
 *
 * <p>Each step can be broken off: tombstones say what the index must still lose, and contents that no document has are found by a
 * query, so the next {@link #purge} finishes what a crash left.
 */
final class Burial {
    private static final Logger LOG = LoggerFactory.getLogger(Burial.class);

    private final IngestParts house;
    private final StoredReadings readings;

    Burial(IngestParts house, StoredReadings readings) {
        this.house = house;
        this.readings = readings;
    }

    /**
     * What was buried.
     *
     * @param documents those that nobody else buried meanwhile, children too
     * @param contents that they had, in all versions
     * @param vectors removed from the cache
     * @param answers kept answers that showed words of them
     * @param marks hashes of stretches of the text that nothing else has
     */
    @SuppressWarnings("ArrayRecordComponent") // marks are bulk data, never compared as values
    record Buried(List<DocumentRow> documents, Set<ContentHash> contents, int vectors, int answers, long[] marks) {}

    /** Puts tombstones on documents and everything in them, and removes their cached vectors. */
    Buried bury(List<DocumentRow> documents, String cause) {
        var all = new ArrayList<DocumentRow>();
        documents.forEach(document -> addWithChildren(document, all));
        var contents = new LinkedHashSet<ContentHash>();
        var texts = new HashMap<DocumentId, Set<ContentHash>>();
        var words = new HashMap<ContentHash, List<String>>();
        for (DocumentRow row : all) {
            for (VersionRow version : house.catalog().documents().versions(row.id())) {
                contents.add(version.content());
                texts.computeIfAbsent(row.id(), id -> new HashSet<>()).addAll(texts(row, version.content(), words));
            }
        }
        int answers = house.catalog().deletions().answers(ids(all));
        Set<DocumentId> now = house.catalog().documents().bury(ids(all), cause, texts);
        all.removeIf(row -> !now.contains(row.id()));
        texts.keySet().retainAll(now);
        words.keySet().removeIf(house.catalog().documents()::holds);
        long[] marks =
                TextMarks.of(words.values().stream().flatMap(List::stream).toList());
        Set<ContentHash> cached = texts.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        int vectors = cached.isEmpty() ? 0 : house.vectors().get().remove(cached);
        return new Buried(List.copyOf(all), contents, vectors, answers, marks);
    }

    /**
     * Removes the originals and readings of every content that no document has any more.
     *
     * @param keeping held while one of them is removed: nobody else may give the same bytes to a document just then
     */
    void purge(Lock keeping) {
        for (ContentHash content : house.catalog().documents().unheld()) {
            keeping.lock();
            try {
                if (!house.catalog().documents().holds(content)) {
                    remove(content);
                }
            } finally {
                keeping.unlock();
            }
        }
    }

    private void remove(ContentHash content) {
        try {
            readings.delete(content);
            house.originals().delete(content);
        } catch (IOException e) {
            throw new UncheckedIOException("The content " + content + " could not be removed: " + e.getMessage(), e);
        }
        house.catalog().documents().forget(content);
    }

    static List<DocumentId> ids(List<DocumentRow> rows) {
        return rows.stream().map(DocumentRow::id).toList();
    }

    private void addWithChildren(DocumentRow document, List<DocumentRow> all) {
        all.add(document);
        house.catalog().documents().children(document.id()).forEach(child -> addWithChildren(child, all));
    }

    /**
     * Returns the hashes of what was embedded of a content, as this reader version read it and as the one before did: after an upgrade an index
     * still has the latter.
     *
     * @param kept takes the passages' own words
     */
    private Set<ContentHash> texts(DocumentRow row, ContentHash content, Map<ContentHash, List<String>> kept) {
        try {
            var texts = new HashSet<ContentHash>();
            var own = new ArrayList<String>();
            for (var reading : Arrays.asList(readings.load(content), readings.loadEarlier(content))) {
                if (reading != null) {
                    var words = new EmbeddingTexts(reading.document().title(), row.name());
                    for (Passage passage : new PassageSplitter().split(reading.document())) {
                        texts.add(EmbeddingTexts.hash(words.of(passage)));
                        own.add(passage.text());
                    }
                }
            }
            kept.put(content, own);
            return texts;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("What was read of {} cannot be loaded; its cached vectors stay.", content);
            return Set.of(); // what cannot be loaded must not keep its document from being deleted
        }
    }
}
