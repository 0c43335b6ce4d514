package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.Passage;
import dev.recto.document.ReadingProblem;
import dev.recto.embed.EmbeddingException;
import dev.recto.embed.EmbeddingInput;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageVector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Documents → source documents → passages → embeddings → index. Reading runs ahead on its own thread ({@link ReadAhead}); the
 * caller's thread embeds and indexes what is ready, several small documents together.
 */
final class IngestPipeline {
    private static final long IDLE_MILLIS = 2_000;
    private static final int FAILURES_IN_A_ROW = 3;

    private final IngestParts house;
    private final IndexTarget target;
    private final IngestTally tally;
    private final PassageVectors vectors;
    private int failures;

    IngestPipeline(IngestParts house, IndexTarget target, IngestTally tally) {
        this.house = house;
        this.target = target;
        this.tally = tally;
        this.vectors = new PassageVectors(
                house, () -> house.indexes().embedder(target.collection(), target.generation()), tally);
    }

    /**
     * Takes documents through to the index.
     *
     * @param rows asked for on the reading thread
     * @param children gives attachments and archive entries their rows
     * @throws EmbeddingException if embedding failed several times in a row
     * @throws InterruptedException if the caller is interrupted; what was indexed by then is committed first
     */
    void run(Iterator<DocumentRow> rows, ChildSource children) throws InterruptedException {
        var queue = new PreparedQueue();
        var reading = new ReadAhead(house, target, rows, children, tally, queue);
        Thread reader = Thread.ofPlatform().daemon().name("read-ahead").start(reading);
        Throwable failure;
        try (var thread = new IndexThread()) {
            var commit = new GroupCommit(house, target, thread, tally);
            failure = drain(queue, commit);
            if (!(failure instanceof StorageFailedException) && !(failure instanceof Error)) {
                commit.commit();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        stop(reader);
        if (!(failure instanceof Error)) { // what ended the process twice is set aside by its attempts
            putBack(reading.begun(), failure);
        }
        rethrow(failure);
    }

    /** Lets what is not done wait again, of this run alone; failing at that does not hide why it is not done. */
    private void putBack(List<DocumentId> begun, @Nullable Throwable failure) {
        try {
            house.catalog().documents().putBack(begun);
        } catch (RuntimeException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }

    /** Indexes until nothing more comes, and returns what stopped it before its time, or null. */
    private @Nullable Throwable drain(PreparedQueue queue, GroupCommit commit) {
        try {
            while (true) {
                List<Prepared> group = queue.take(IDLE_MILLIS);
                index(group, commit);
                if (commit.due() || group.isEmpty()) {
                    commit.commit();
                }
                if (!group.isEmpty() && group.getLast() instanceof Prepared.End end) {
                    return end.failure();
                }
            }
        } catch (InterruptedException | EmbeddingException e) {
            return e;
        }
    }

    private void index(List<Prepared> group, GroupCommit commit) throws InterruptedException {
        var splits = new ArrayList<Prepared.Split>();
        for (Prepared prepared : group) {
            switch (prepared) {
                case Prepared.Split split -> splits.add(split);
                case Prepared.Failed failed -> commit.remove(failed);
                case Prepared.End end -> {}
            }
        }
        if (!splits.isEmpty()) {
            List<DocumentRow> rows = splits.stream().map(Prepared.Split::row).toList();
            house.catalog().documents().advance(rows, DocumentState.EMBEDDING, target.transition());
            embed(splits, commit);
        }
    }

    private void embed(List<Prepared.Split> splits, GroupCommit commit) throws InterruptedException {
        List<List<PassageVector>> found;
        try {
            found = vectors.of(inputs(splits));
        } catch (EmbeddingException e) {
            postpone(splits, e);
            return;
        } catch (RuntimeException e) {
            if (splits.size() == 1 || !Faults.ofDocument(e)) {
                setAside(splits.getFirst(), e, commit);
                return;
            }
            for (Prepared.Split split : splits) { // one of them is at fault
                embed(List.of(split), commit);
            }
            return;
        }
        failures = 0;
        int next = 0;
        for (Prepared.Split split : splits) {
            int passages = split.passages().size();
            replace(split, found.subList(next, next + passages), commit);
            next += passages;
        }
    }

    private void replace(Prepared.Split split, List<List<PassageVector>> embedded, GroupCommit commit) {
        try {
            commit.replace(split, entries(split, embedded));
        } catch (RuntimeException e) {
            setAside(split, e, commit);
        }
    }

    /** Leaves documents waiting for the next ingest, and what questions find of them as it is: the model failed, not they. */
    private void postpone(List<Prepared.Split> splits, EmbeddingException failure) {
        if (++failures >= FAILURES_IN_A_ROW) {
            throw failure;
        }
        var outcome = new IngestOutcome.NotIndexed(
                ReadingProblem.FAILED, failure.getMessage() + " The next ingest tries again.");
        splits.forEach(split -> tally.finished(split.row().key(), outcome));
    }

    private static void setAside(Prepared.Split split, RuntimeException failure, GroupCommit commit) {
        if (!Faults.ofDocument(failure)) {
            throw failure;
        }
        var outcome = new IngestOutcome.NotIndexed(
                ReadingProblem.FAILED, "Indexing it failed (" + failure + "). Please report the file.");
        commit.remove(new Prepared.Failed(split.row(), outcome, false));
    }

    private static List<EmbeddingInput> inputs(List<Prepared.Split> splits) {
        var inputs = new ArrayList<EmbeddingInput>();
        for (Prepared.Split split : splits) {
            var texts = new EmbeddingTexts(split.title(), split.row().name());
            split.passages().forEach(passage -> inputs.add(texts.of(passage)));
        }
        return inputs;
    }

    private static List<PassageEntry> entries(Prepared.Split split, List<List<PassageVector>> vectors) {
        var content = Objects.requireNonNull(split.row().content());
        var entries = new ArrayList<PassageEntry>();
        for (int i = 0; i < split.passages().size(); i++) {
            Passage passage = split.passages().get(i);
            entries.add(new PassageEntry(
                    PassageIds.of(split.row().id(), content, passage),
                    passage,
                    split.kinds().get(passage.span().part() - 1),
                    vectors.get(i)));
        }
        return entries;
    }

    private static void rethrow(@Nullable Throwable failure) throws InterruptedException {
        switch (failure) {
            case null -> {}
            case InterruptedException e -> throw e;
            case StoppedException e -> throw new InterruptedException();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static void stop(Thread reader) {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
