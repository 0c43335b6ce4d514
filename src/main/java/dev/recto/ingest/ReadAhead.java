package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.StorageFailedException;
import dev.recto.catalog.Transition;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.Part;
import dev.recto.document.Passage;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import dev.recto.read.PassageSplitter;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and splits documents on a thread of its own, so that the next one is ready when the last one is embedded. */
final class ReadAhead implements Runnable {
    private static final int TRIES = 2;

    private final IngestParts house;
    private final IndexTarget target;
    private final ContentReading contents;
    private final Iterator<DocumentRow> rows;
    private final ChildSource children;
    private final IngestTally tally;
    private final PreparedQueue queue;
    private final List<DocumentId> begun = new ArrayList<>();
    private final PassageSplitter splitter = new PassageSplitter();

    ReadAhead(
            IngestParts house,
            IndexTarget target,
            Iterator<DocumentRow> rows,
            ChildSource children,
            IngestTally tally,
            PreparedQueue queue) {
        this.house = house;
        this.target = target;
        this.contents = new ContentReading(house, new StoredReadings(house.home()));
        this.rows = rows;
        this.children = children;
        this.tally = tally;
        this.queue = queue;
    }

    @Override
    public void run() {
        try {
            while (rows.hasNext()) {
                read(rows.next());
            }
            queue.end(null);
        } catch (InterruptedException | RuntimeException | Error failure) {
            queue.end(failure);
        }
    }

    /** Returns the documents whose reading was begun; asked for once this has ended. */
    List<DocumentId> begun() {
        return List.copyOf(begun);
    }

    private void read(DocumentRow row) throws InterruptedException {
        for (DocumentRow child : readOne(row)) {
            read(child);
        }
    }

    /** Reads one document, hands it on, and returns the documents in it. */
    private List<DocumentRow> readOne(DocumentRow row) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        tally.started(row.key());
        ContentHash content = row.content();
        if (content == null || row.attempts() >= TRIES) {
            String why = content == null
                    ? "Its bytes were never taken in. Ingest it again."
                    : "Reading it ended the process " + row.attempts() + " times; it was set aside.";
            queue.put(new Prepared.Failed(row, failed(why), content == null));
            return List.of();
        }
        var transition = new Transition("read", ReaderVersion.CURRENT, PassageSplitter.VERSION, "");
        boolean moved = house.catalog().documents().advance(List.of(row), DocumentState.READING, transition) > 0;
        if (!moved && !standsForTheNewest(row)) {
            return List.of();
        }
        begun.add(row.id());
        long begun = System.nanoTime();
        try {
            switch (contents.read(content, row.name(), row.anew())) {
                case ContentReading.Result.Stored stored -> {
                    return split(row, stored.reading(), begun);
                }
                case ContentReading.Result.Nothing nothing -> {
                    var outcome = new IngestOutcome.NotIndexed(
                            nothing.why().problem(), nothing.why().sentence());
                    queue.put(new Prepared.Failed(row, outcome, false));
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new StoppedException(e);
        } catch (NoSuchFileException e) {
            queue.put(new Prepared.Failed(row, failed("Reading it failed: " + FolderScan.why(e)), true));
        } catch (IOException e) {
            // the disk's fault, not the document's: it stays waiting, and its earlier version stays found
            tally.finished(
                    row.key(), failed("Reading it failed: " + FolderScan.why(e) + " The next ingest tries again."));
        } catch (RuntimeException e) {
            if (!Faults.ofDocument(e)) {
                throw e;
            }
            queue.put(
                    new Prepared.Failed(row, failed("Reading it failed (" + e + "). Please report the file."), false));
        }
        return List.of();
    }

    /**
     * Returns whether a document is taken in as its row was, although it was received or described again since: where an index is built from
     * nothing, and questions are to find what they found before. Elsewhere that would put what was replaced over what replaced it.
     */
    private boolean standsForTheNewest(DocumentRow row) {
        return target.replay()
                && house.catalog().documents().gone(List.of(row.id())).isEmpty();
    }

    /** Hands a document on and returns the documents in it, whose rows stand before anyone hears that it is done. */
    private List<DocumentRow> split(DocumentRow row, StoredReadings.Reading reading, long begun)
            throws InterruptedException {
        SourceDocument document = reading.document();
        Prepared prepared = prepare(row, reading);
        house.catalog().documents().survived(row.id());
        tally.read(document.parts().size(), System.nanoTime() - begun);
        List<DocumentRow> inside = children.take(row, reading.children());
        queue.put(prepared);
        return inside;
    }

    private Prepared prepare(DocumentRow row, StoredReadings.Reading reading) {
        SourceDocument document = reading.document();
        try {
            List<Passage> passages = splitter.split(document);
            Passage untrue = firstUntrue(document, passages);
            if (untrue != null) {
                return new Prepared.Failed(
                        row,
                        failed("Passage " + untrue.number() + " is not what stands on part "
                                + untrue.span().part() + ". This is a fault of Recto; please report the file."),
                        false);
            }
            if (passages.isEmpty() && reading.children().isEmpty()) {
                String why = reading.gap() == null ? "There is no text in it." : reading.gap();
                return new Prepared.Failed(row, new IngestOutcome.NotIndexed(ReadingProblem.NO_TEXT, why), false);
            }
            int parts = document.parts().size();
            IngestOutcome outcome = reading.gap() == null
                    ? new IngestOutcome.Indexed(parts, passages.size())
                    : new IngestOutcome.Partial(parts, passages.size(), reading.gap());
            return new Prepared.Split(
                    row,
                    document.mediaType(),
                    document.title(),
                    passages,
                    document.parts().stream().map(Part::kind).toList(),
                    outcome);
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Prepared.Failed(row, failed("Splitting it failed (" + e + "). Please report the file."), false);
        }
    }

    private static IngestOutcome.NotIndexed failed(String sentence) {
        return new IngestOutcome.NotIndexed(ReadingProblem.FAILED, sentence);
    }

    /** Returns the first passage that its part does not have at its span, or null where all stand where they say. */
    private static @Nullable Passage firstUntrue(SourceDocument document, List<Passage> passages) {
        for (Passage passage : passages) {
            Part part = document.parts().get(passage.span().part() - 1);
            TextRange range = passage.span().range();
            if (range.end() > part.text().length() || !range.of(part.text()).equals(passage.text())) {
                return passage;
            }
        }
        return null;
    }
}
