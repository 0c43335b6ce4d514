package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Completion;
import dev.recto.catalog.ContentTooLargeException;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.FileStat;
import dev.recto.catalog.Reception;
import dev.recto.catalog.StoredContent;
import dev.recto.catalog.Transition;
import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies files into the originals and gives each its row, some at a time: the row stands only when the bytes are durable. Iterates
 * over the documents that must then be read; what turns out unchanged or cannot be copied is reported and left out.
 */
final class Intake implements Iterator<DocumentRow> {
    private static final int GROUP_FILES = 64;
    private static final long GROUP_BYTES = 32L << 20;
    private static final int TRIES = 3;

    private final IngestParts house;
    private final CollectionRow collection;
    private final Map<String, String> metadata;
    private final IngestTally tally;
    private final Iterator<IngestPlan.Wanted> wanted;
    private final SourceKeys keys;
    private final ArrayDeque<DocumentRow> ready = new ArrayDeque<>();

    Intake(
            IngestParts house,
            CollectionRow collection,
            IngestPlan plan,
            Map<String, String> metadata,
            IngestTally tally) {
        this.house = house;
        this.collection = collection;
        this.metadata = metadata;
        this.tally = tally;
        this.wanted = plan.wanted().iterator();
        this.keys = new SourceKeys(house.catalog(), collection, plan.seen());
        ready.addAll(plan.resumed());
    }

    /** Returns whether anything is left, without copying any file. */
    boolean left() {
        return !ready.isEmpty() || wanted.hasNext();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && wanted.hasNext()) {
            takeGroup();
        }
        return !ready.isEmpty();
    }

    @Override
    public DocumentRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void takeGroup() {
        var receptions = new ArrayList<Reception>();
        var touched = new HashMap<DocumentId, Reception>();
        long bytes = 0;
        while (wanted.hasNext() && receptions.size() + touched.size() < GROUP_FILES && bytes < GROUP_BYTES) {
            IngestPlan.Wanted next = wanted.next();
            bytes += next.file().stat().size();
            Reception reception = take(next);
            if (reception == null) {
                continue;
            }
            DocumentRow row = next.row();
            if (row != null && unchanged(row, reception)) {
                touched.put(row.id(), reception);
            } else {
                receptions.add(reception);
            }
        }
        if (!touched.isEmpty()) {
            house.catalog().documents().touch(touched);
            touched.values().forEach(reception -> tally.finished(reception.key(), new IngestOutcome.Unchanged()));
        }
        ready.addAll(house.catalog().documents().receive(receptions, "ingest"));
    }

    private static boolean unchanged(DocumentRow row, Reception reception) {
        StoredContent content = reception.content();
        return row.state() == DocumentState.INDEXED
                && content != null
                && content.hash().equals(row.content())
                && reception.metadata().equals(row.metadata());
    }

    private @Nullable Reception take(IngestPlan.Wanted next) {
        SourceFile file = next.file();
        SourceKeys.Given given = next.row() == null
                ? keys.give(file)
                : new SourceKeys.Given(next.row().key(), next.row());
        Reception empty = reception(file, given, file.stat(), null);
        try {
            if (file.stat().size() > house.limits().fileBytes()) {
                throw new ContentTooLargeException(house.limits().fileBytes());
            }
            return copy(file, given);
        } catch (ContentTooLargeException e) {
            String sentence = "The file has " + file.stat().size() + " bytes, and limits.file_bytes allows "
                    + house.limits().fileBytes() + ".";
            return refuse(empty, given.row(), new IngestOutcome.NotIndexed(ReadingProblem.TOO_LARGE, sentence), false);
        } catch (ClosedByInterruptException e) {
            throw new StoppedException(e);
        } catch (IOException e) {
            String sentence = "The file could not be copied: " + FolderScan.why(e);
            return refuse(empty, given.row(), new IngestOutcome.NotIndexed(ReadingProblem.FAILED, sentence), true);
        }
    }

    /** Copies a file whose stat is the same before and after, so that what is kept was once the file. */
    private Reception copy(SourceFile file, SourceKeys.Given given) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            FileStat before = file.statNow();
            StoredContent content;
            try (InputStream bytes = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
                content = house.originals().store(bytes, house.limits().fileBytes());
            }
            if (file.statNow().equals(before) && content.size() == before.size()) {
                return reception(file, given, before, content);
            }
            house.catalog()
                    .documents()
                    .stored(List.of(content)); // no document will have it, so it is to be removed again
        }
        throw new IOException("it kept changing while it was read. Ingest it again when it is at rest.");
    }

    private Reception reception(
            SourceFile file, SourceKeys.Given given, FileStat stat, @Nullable StoredContent content) {
        DocumentRow row = given.row();
        var merged = new HashMap<>(row == null ? Map.of() : row.metadata());
        merged.putAll(metadata);
        return new Reception(
                collection.id(),
                row == null ? null : row.id(),
                given.key(),
                PathText.name(file.path()),
                null,
                file.source(),
                stat,
                content,
                merged,
                row == null ? Set.of(Caller.EVERYONE) : row.access());
    }

    /** Reports a file that cannot be taken in. A version that questions find already stays as it is. */
    private @Nullable Reception refuse(
            Reception reception, @Nullable DocumentRow row, IngestOutcome.NotIndexed outcome, boolean again) {
        if (row == null || row.state() == DocumentState.FAILED) {
            DocumentRow failed = house.catalog()
                    .documents()
                    .receive(List.of(reception), "ingest")
                    .getFirst();
            var completion = new Completion(
                    failed.id(), failed.reception(), outcome, null, null, failed.commitPosition(), again);
            house.catalog()
                    .documents()
                    .complete(List.of(completion), new Transition("ingest", ReaderVersion.CURRENT, 0, ""));
        }
        tally.finished(reception.key(), outcome);
        return null;
    }
}
