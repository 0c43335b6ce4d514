package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Folders;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.LedgerEntry;
import dev.recto.catalog.Transition;
import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several things are done with one collection at the same time, in the order in which they could harm each other. */
class WorkSideBySideTest {
    private final FailingEmbedder embedding = new FailingEmbedder(new HashedWords());
    private Path docs;
    private TestHome house;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        docs = Files.createDirectories(temporary.resolve("docs"));
        house = new TestHome(temporary.resolve("home"), embedding);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Starts work on a thread of its own and returns once that waits for a lock. */
    private static <T> FutureTask<T> waiting(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private Set<String> foundBy(DocumentRow row) {
        try (PassageIndex.Snapshot snapshot =
                house.indexes.live(house.collection).snapshot()) {
            return snapshot.passages(row.id()).getFirst().document().access();
        }
    }

    @Test
    void ingest_documentDescribedBeforeItsTurn_isFoundAsItWasDescribed() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        Files.writeString(docs.resolve("b.txt"), "Beta words.");
        var described = new ArrayList<FutureTask<DocumentRow>>();
        var listener = new IngestListener() {
            @Override
            public void started(String document) {
                if (document.equals("a.txt")) { // b.txt is received by now, and its turn comes after this one
                    var wanted = new DocumentDescription(house.row("b.txt").id(), null, Set.of("board"));
                    described.add(waiting(() -> house.ingestor.describe(house.collection, wanted)));
                }
            }
        };

        house.ingestor.ingest(house.collection, new IngestRequest(List.of(docs), Map.of(), false), listener);

        assertThat(described.getFirst().get().state()).isEqualTo(DocumentState.INDEXED);
        assertThat(house.row("b.txt").access()).containsExactly("board");
        assertThat(foundBy(house.row("b.txt"))).containsExactly("board");
    }

    @Test
    void describe_workWasCutShort_isFoundAsItWasDescribed() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        DocumentRow row = house.row("a.txt");
        var begun = new Transition("read", 1, 1, "");
        house.catalog.documents().advance(List.of(row), DocumentState.READING, begun); // and the process ended

        house.ingestor.describe(house.collection, new DocumentDescription(row.id(), null, Set.of("board")));

        assertThat(foundBy(row)).containsExactly("board");
    }

    @Test
    void delete_twiceAtOnce_isDoneOnceAndItsReceiptKeepsWhatWasRemoved() throws Exception {
        Files.writeString(
                docs.resolve("a.txt"), "The vermilion ledger was kept in the third drawer of the oak cabinet.");
        house.ingest(docs);
        DocumentRow row = house.row("a.txt");
        var both = new ArrayList<FutureTask<DeletionReceipt>>();

        house.ingestor.alone(house.collection, () -> {
            for (int i = 0; i < 2; i++) {
                both.add(waiting(() -> house.ingestor.delete(house.collection, row.id())));
            }
        });

        var refused = new ArrayList<Throwable>();
        for (FutureTask<DeletionReceipt> one : both) {
            try {
                one.get();
            } catch (ExecutionException e) {
                refused.add(e.getCause());
            }
        }
        assertThat(refused).hasSize(1).allMatch(NoSuchElementException.class::isInstance);
        assertThat(house.catalog.ledger().of(row.id()))
                .extracting(LedgerEntry::state)
                .containsOnlyOnce(DocumentState.DELETED);
        DeletionReceipt receipt =
                house.ingestor.receipt(house.collection, row.id()).orElseThrow();
        assertThat(receipt.deletion().vectors()).isEqualTo(1);
        assertThat(receipt.deletion().contents()).containsExactly(row.content());
        assertThat(house.catalog.deletions().marks(row.id())).hasSize(1);
    }

    @Test
    void rebuild_reindexBeginsMeanwhile_keepsWhatIsBeingBuilt() throws Exception {
        house.ingestNotes(docs, 3);
        loseTheIndex();
        var tidied = new AtomicBoolean();
        var listener = new IngestListener() {
            @Override
            public void started(String document) {
                tidied.set(true);
                house.indexes.tidy(house.collection); // which a re-index does first
            }
        };

        house.ingestor.rebuildIfMissing(house.collection, listener);

        assertThat(tidied).isTrue();
        assertThat(house.find("town2")).hasSize(1);
    }

    @Test
    void rebuild_newVersionOfAnArchiveWaits_itsEntriesComeInAfterwards() throws Exception {
        upload(zip("a.txt"));
        takeOn();
        upload(zip("a.txt", "b.txt"));
        loseTheIndex();

        house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
        takeOn();

        assertThat(house.row("outer.zip!/b.txt").state()).isEqualTo(DocumentState.INDEXED);
        assertThat(house.find("words")).hasSize(2);
    }

    private void loseTheIndex() throws IOException {
        house.close();
        Folders.delete(house.home.index());
        house = new TestHome(house.home.root(), embedding);
    }

    private void upload(byte[] bytes) throws IOException {
        var uploads = new Uploads(house.parts, house.ingestor, house.signal);
        var staged = uploads.stage(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        uploads.receive(
                new JobRequest(house.collection.id(), "upload", Caller.owner()),
                List.of(new Upload(staged, "outer.zip", "outer.zip", Map.of())));
    }

    private void takeOn() throws InterruptedException {
        while (house.ingestor.takeOn(house.collection, Turn.DEFAULT, IngestListener.SILENT) == TurnEnd.WORKED) {
            assertThat(house.catalog.documents().counts(house.collection.id())).isNotNull();
        }
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("The words of " + name + ".").getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
