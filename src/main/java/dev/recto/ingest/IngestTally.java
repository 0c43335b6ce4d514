package dev.recto.ingest;

import dev.recto.document.IngestOutcome;
import dev.recto.document.ReadingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Counts what one ingest does and tells its listener. Safe for use by several threads; the listener hears one call at a time. */
final class IngestTally {
    private final IngestListener listener;
    private final long begun = System.nanoTime();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<IngestSummary.Line> notTakenIn = new ArrayList<>();
    private int files;
    private int done;
    private long bytes;
    private long bytesDone;
    private int deleted;
    private int parts;
    private int passages;
    private int embedded;
    private int reused;
    private long characters;
    private long readNanos;
    private long embedNanos;
    private long indexNanos;

    IngestTally(IngestListener listener) {
        this.listener = listener;
    }

    /** Adds to what there is to do. */
    synchronized void expect(int moreFiles, long moreBytes) {
        files += moreFiles;
        bytes += moreBytes;
    }

    synchronized void found() {
        listener.found(progress());
    }

    synchronized void started(String document) {
        listener.started(document);
    }

    synchronized void finished(String document, IngestOutcome outcome) {
        done++;
        outcomes.merge(outcome.name(), 1, Integer::sum);
        if (outcome instanceof IngestOutcome.Indexed indexed) {
            passages += indexed.passages();
        } else if (outcome instanceof IngestOutcome.Partial partial) {
            passages += partial.passages();
        } else if (outcome instanceof IngestOutcome.NotIndexed not) {
            notTakenIn.add(new IngestSummary.Line(document, not.name(), not.sentence()));
        }
        listener.finished(document, outcome);
        listener.progress(progress());
    }

    /** Reports a path that never became a document. */
    synchronized void refused(IngestSummary.Line line) {
        files++;
        finished(
                line.document(), new IngestOutcome.NotIndexed(ReadingProblem.valueOf(line.outcome()), line.sentence()));
    }

    /** Reports what concerns no document, such as a folder that could not be followed. */
    synchronized void warned(IngestSummary.Line line) {
        notTakenIn.add(line);
    }

    synchronized void deleted(int documents) {
        deleted += documents;
    }

    synchronized void read(int moreParts, long nanos) {
        parts += moreParts;
        readNanos += nanos;
        listener.progress(progress());
    }

    synchronized void vectors(int computed, int cached, long moreCharacters, long nanos) {
        embedded += computed;
        reused += cached;
        characters += moreCharacters;
        embedNanos += nanos;
        listener.progress(progress());
    }

    synchronized void bytesDone(long more) {
        bytesDone += more;
    }

    synchronized void indexed(long nanos) {
        indexNanos += nanos;
    }

    synchronized IngestSummary summary(List<Path> missing) {
        return new IngestSummary(
                outcomes,
                deleted,
                notTakenIn,
                missing,
                parts,
                passages,
                embedded,
                reused,
                TimeUnit.NANOSECONDS.toMillis(readNanos),
                TimeUnit.NANOSECONDS.toMillis(embedNanos),
                TimeUnit.NANOSECONDS.toMillis(indexNanos),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private IngestProgress progress() {
        return new IngestProgress(files, done, bytes, bytesDone, parts, embedded + reused, characters);
    }
}
