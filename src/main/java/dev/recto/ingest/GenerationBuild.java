package dev.recto.ingest;

import dev.recto.catalog.BuiltDocument;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.embed.EmbeddingInput;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import dev.recto.index.PassageVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a generation that does not answer: documents by id, so that a build that was broken off is gone on with, and then whatever the
 * ledger says has changed meanwhile. No document's row is touched; what is other in this generation is written down beside it.
 */
final class GenerationBuild implements AutoCloseable {
    /** Documents that are held in memory at most, whatever is to be taken in. Chosen. */
    private static final int STRETCH = 200;

    private static final int EMBEDDED_TOGETHER = 256;
    /** Passages between two commits: a crash loses at most these, some seconds' work with cached vectors. Chosen. */
    private static final int COMMITTED_TOGETHER = 4_000;

    private final IngestParts house;
    private final CollectionRow collection;
    private final HeldGeneration next;
    private final GenerationReading reading;
    private final PassageVectors vectors;
    private final IngestTally tally = new IngestTally(IngestListener.SILENT);
    private final ReindexListener listener;
    private final IndexThread thread = new IndexThread();
    private final List<BuildItem> pending = new ArrayList<>();
    private final List<BuildItem> written = new ArrayList<>();
    private final long begunNanos = System.nanoTime();
    private int documents;
    private int passages;
    private int done;
    private int total;

    /** @param lock held while a content is read */
    GenerationBuild(
            IngestParts house, CollectionRow collection, HeldGeneration next, Lock lock, ReindexListener listener) {
        this.house = house;
        this.collection = collection;
        this.next = next;
        this.listener = listener;
        this.reading = new GenerationReading(house, lock);
        this.vectors = new PassageVectors(house, () -> house.indexes().embedder(collection, next.row()), tally);
    }

    /** Takes every document in that questions find now, after those that an earlier run took in. */
    void fill() throws InterruptedException {
        String through = next.row().build().through();
        total = count("");
        done = total - count(through);
        List<DocumentRow> rows = house.catalog().documents().stretch(collection.id(), through, STRETCH);
        while (!rows.isEmpty()) {
            for (DocumentRow row : rows) {
                if (row.state() == DocumentState.INDEXED) {
                    add(row);
                }
                done++;
                if (held(written) >= COMMITTED_TOGETHER) {
                    write();
                    commit(row.id().value(), next.row().build().began());
                }
            }
            through = rows.getLast().id().value();
            write();
            commit(through, next.row().build().began());
            rows = house.catalog().documents().stretch(collection.id(), through, STRETCH);
        }
    }

    /**
     * Takes in what changed since the generation's last commit.
     *
     * <p>A document that a switch alone changed, since it is another in each generation, is here already as it must be.
     *
     * @param live the generation that answers, whose passages stand for documents that still wait; null to leave those for later
     * @return how many documents had changed
     */
    int replay(PassageIndex.@Nullable Snapshot live) throws InterruptedException {
        long position = house.catalog().ledger().last();
        long from = next.index().ledgerPosition();
        Set<DocumentId> changed = house.catalog().ledger().changedAfter(collection.id(), from).stream()
                .collect(Collectors.toSet());
        if (live != null) {
            house.catalog().documents().waiting(collection.id()).forEach(row -> changed.add(row.id()));
        }
        house.catalog().generations().others(next.row()).forEach(known -> changed.remove(known.document()));
        for (DocumentId id : changed) {
            again(id, live);
            if (written.size() + pending.size() >= STRETCH || held(written) >= COMMITTED_TOGETHER) {
                write();
                commit(null, from); // not further yet: what is broken off here is replayed from where it began
            }
        }
        write();
        if (position != from || !changed.isEmpty()) {
            commit(null, position);
        }
        return changed.size();
    }

    /** Returns what was done so far. */
    ReindexWork work() {
        IngestSummary counted = tally.summary(List.of());
        return new ReindexWork(
                documents,
                passages,
                counted.embedded(),
                counted.reused(),
                reading.read(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos));
    }

    @Override
    public void close() {
        thread.close();
    }

    private int count(String after) {
        return house.catalog().documents().countAfter(collection.id(), after);
    }

    private void again(DocumentId id, PassageIndex.@Nullable Snapshot live) throws InterruptedException {
        DocumentRow row = house.catalog().documents().find(id).orElse(null);
        if (row != null && row.state() == DocumentState.INDEXED) {
            add(row);
        } else if (row != null && row.state().waiting()) {
            if (live != null) {
                addAsIn(live, row);
            }
        } else {
            thread.run(() -> next.index().delete(id));
        }
    }

    private void add(DocumentRow row) throws InterruptedException {
        ContentHash content = Objects.requireNonNull(row.content());
        GenerationReading.Split split = reading.of(row, content);
        if (split == null) {
            thread.run(() -> next.index().delete(row.id())); // the check then says that it is missing
            return;
        }
        String title = split.reading().document().title();
        String mediaType = split.reading().document().mediaType();
        add(new BuildItem(row, FileFacts.of(row, content, mediaType, title), split, true));
    }

    /** A document that waits is found as it was before, until the work on it is done. */
    private void addAsIn(PassageIndex.Snapshot live, DocumentRow row) throws InterruptedException {
        List<FoundPassage> found = live.passages(row.id());
        DocumentFacts facts = found.isEmpty() ? null : found.getFirst().document();
        GenerationReading.Split split = facts == null ? null : reading.of(row, facts.content());
        if (facts == null || split == null) {
            thread.run(() -> next.index().delete(row.id()));
        } else {
            add(new BuildItem(row, facts, split, false));
        }
    }

    private void add(BuildItem item) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pending.add(item);
        if (held(pending) >= EMBEDDED_TOGETHER) {
            write();
        }
    }

    private static int held(List<BuildItem> items) {
        return items.stream().mapToInt(item -> item.split().passages().size()).sum();
    }

    private void write() throws InterruptedException {
        List<EmbeddingInput> inputs =
                pending.stream().flatMap(item -> item.inputs().stream()).toList();
        List<List<PassageVector>> found = inputs.isEmpty() ? List.of() : vectors.of(inputs);
        Map<DocumentFacts, List<PassageEntry>> group = new LinkedHashMap<>();
        int from = 0;
        for (BuildItem item : pending) {
            int to = from + item.split().passages().size();
            group.put(item.facts(), item.entries(found.subList(from, to)));
            from = to;
        }
        thread.begin(() -> group.forEach(next.index()::replace)); // the next documents are read and embedded meanwhile
        documents += pending.size();
        passages += from;
        written.addAll(pending);
        pending.clear();
    }

    /** Makes what was written durable, and then says so. What was deleted on its way is taken out again, its cached vectors too. */
    private void commit(@Nullable String through, long position) {
        Set<DocumentId> gone = house.catalog()
                .documents()
                .gone(written.stream().map(item -> item.row().id()).toList());
        thread.run(() -> {
            gone.forEach(next.index()::delete);
            next.index().commit(position);
        });
        forgetVectors(gone);
        List<BuiltDocument> others = written.stream()
                .filter(item -> item.present() && !gone.contains(item.row().id()))
                .flatMap(item -> Stream.ofNullable(item.built()))
                .toList();
        house.catalog().generations().built(next.row(), through, others);
        written.clear();
        listener.progress(Math.min(done, total), total);
    }

    private void forgetVectors(Set<DocumentId> gone) {
        List<ContentHash> texts = written.stream()
                .filter(item -> gone.contains(item.row().id()))
                .flatMap(item -> item.inputs().stream())
                .map(EmbeddingTexts::hash)
                .toList();
        if (!texts.isEmpty()) {
            house.vectors().get().remove(texts);
        }
    }
}
