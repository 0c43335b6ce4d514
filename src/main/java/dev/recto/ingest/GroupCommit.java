package dev.recto.ingest;

import dev.recto.catalog.Completion;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Transition;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.ReadingProblem;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents that are in the index but not yet committed. They are committed together, since each commit costs fsyncs; only then
 * do their rows say indexed, and only then is anyone told.
 */
final class GroupCommit {
    private static final int MOST_DOCUMENTS = 500;
    private static final int MOST_PASSAGES = 20_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final IngestParts house;
    private final IndexTarget target;
    private final PassageIndex index;
    private final IndexThread thread;
    private final Transition transition;
    private final IngestTally tally;
    private final List<Prepared> waiting = new ArrayList<>();
    private int passages;
    private long oldest;

    GroupCommit(IngestParts house, IndexTarget target, IndexThread thread, IngestTally tally) {
        this.house = house;
        this.target = target;
        this.index = target.index();
        this.thread = thread;
        this.transition = target.transition();
        this.tally = tally;
    }

    /** Puts a document's passages in place of those it had. */
    void replace(Prepared.Split split, List<PassageEntry> entries) {
        ContentHash content = Objects.requireNonNull(split.row().content());
        DocumentFacts facts = FileFacts.of(split.row(), content, split.mediaType(), split.title());
        long begun = System.nanoTime();
        thread.run(() -> index.replace(facts, entries));
        tally.indexed(System.nanoTime() - begun);
        add(split);
    }

    /** Removes the passages of a document that now gives none. */
    void remove(Prepared.Failed failed) {
        thread.run(() -> index.delete(failed.row().id()));
        add(failed);
    }

    /** Returns whether enough waits, or for long enough. */
    boolean due() {
        return waiting.size() >= MOST_DOCUMENTS
                || passages >= MOST_PASSAGES
                || (!waiting.isEmpty() && System.nanoTime() - oldest >= LONGEST_NANOS);
    }

    /** Makes all that waits durable and findable, counts it, and says so. */
    void commit() {
        if (waiting.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        long position = house.catalog().ledger().last();
        leaveOutDeleted();
        thread.run(() -> index.commit(target.replay() ? index.ledgerPosition() : position));
        List<Completion> completions = counted(position);
        house.catalog().documents().complete(ended(completions), transition);
        tally.indexed(System.nanoTime() - begun);
        for (int i = 0; i < completions.size(); i++) {
            DocumentRow row = row(waiting.get(i));
            tally.bytesDone(row.size());
            tally.finished(row.key(), completions.get(i).outcome());
        }
        waiting.clear();
        passages = 0;
        if (!target.replay()) {
            Sweep.sweep(house.catalog(), target.collection(), index, thread);
        }
    }

    private void add(Prepared prepared) {
        if (waiting.isEmpty()) {
            oldest = System.nanoTime();
        }
        waiting.add(prepared);
        passages += prepared instanceof Prepared.Split split ? split.passages().size() : 0;
    }

    /** Takes out again what was deleted while it was on its way; its tombstone may have been swept before it came in. */
    private void leaveOutDeleted() {
        Set<DocumentId> gone = house.catalog()
                .documents()
                .gone(waiting.stream().map(prepared -> row(prepared).id()).toList());
        thread.run(() -> gone.forEach(index::delete));
        waiting.stream().filter(prepared -> gone.contains(row(prepared).id())).forEach(this::forgetVectors);
        waiting.removeIf(prepared -> gone.contains(row(prepared).id()));
    }

    /** Its vectors may have been kept after its deletion had removed them. */
    private void forgetVectors(Prepared prepared) {
        if (prepared instanceof Prepared.Split split) {
            var words = new EmbeddingTexts(split.title(), split.row().name());
            Set<ContentHash> texts = split.passages().stream()
                    .map(passage -> EmbeddingTexts.hash(words.of(passage)))
                    .collect(Collectors.toSet());
            int unused = house.vectors().get().remove(texts);
        }
    }

    private List<Completion> counted(long position) {
        return thread.call(() -> {
            try (PassageIndex.Snapshot snapshot = index.snapshot()) {
                return waiting.stream()
                        .map(prepared -> completion(prepared, snapshot, position))
                        .toList();
            }
        });
    }

    /**
     * Returns the completions of work that has come to its end. What waited while an index is built from nothing is found from now on, and goes
     * on waiting: what stands in it has no rows yet.
     */
    private List<Completion> ended(List<Completion> completions) {
        return IntStream.range(0, completions.size())
                .filter(i -> !target.replay() || !row(waiting.get(i)).state().waiting())
                .mapToObj(completions::get)
                .toList();
    }

    private static Completion completion(Prepared prepared, PassageIndex.Snapshot snapshot, long position) {
        return switch (prepared) {
            case Prepared.Split split -> {
                int found = snapshot.count(split.row().id());
                boolean all = found == split.passages().size();
                IngestOutcome outcome = all ? split.outcome() : miscounted(split, found);
                yield new Completion(
                        split.row().id(),
                        split.row().reception(),
                        outcome,
                        split.mediaType(),
                        split.title(),
                        position,
                        !all);
            }
            case Prepared.Failed failed ->
                new Completion(
                        failed.row().id(),
                        failed.row().reception(),
                        failed.outcome(),
                        null,
                        null,
                        position,
                        failed.again());
            case Prepared.End end -> throw new IllegalStateException("the end is no document");
        };
    }

    private static IngestOutcome miscounted(Prepared.Split split, int found) {
        return new IngestOutcome.NotIndexed(
                ReadingProblem.FAILED,
                "The index holds " + found + " of its " + split.passages().size()
                        + " passages. Run doctor --repair, and report this.");
    }

    private static DocumentRow row(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Split split -> split.row();
            case Prepared.Failed failed -> failed.row();
            case Prepared.End end -> throw new IllegalStateException("the end is no document");
        };
    }
}
