package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.Arrival;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.ContentTooLargeException;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.JobDocument;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.KeyTakenException;
import dev.recto.catalog.LedgerEntry;
import dev.recto.catalog.Originals;
import dev.recto.catalog.StorageFailedException;
import dev.recto.catalog.StoredContent;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.embed.LocalEmbedder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsTest {
    private static final long LONGEST_MILLIS = 60_000;

    private final ConcurrentLinkedQueue<Throwable> fatal = new ConcurrentLinkedQueue<>();
    private LocalEmbedder embedder;
    private FailingEmbedder embedding;
    private TestHome house;
    private WorkSignal signal;
    private Uploads uploads;
    private IngestWorker worker;

    @BeforeAll
    void startEmbedder() {
        embedder = new LocalEmbedder(Path.of("target", "model-cache"), 0);
    }

    @AfterAll
    void stopEmbedder() {
        embedder.close();
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        embedding = new FailingEmbedder(embedder);
        house = new TestHome(folder.resolve("home"), embedding);
        signal = new WorkSignal();
        uploads = new Uploads(house.parts, house.ingestor, signal);
    }

    @AfterEach
    void close() {
        if (worker != null) {
            worker.close();
        }
        house.close();
        assertThat(fatal).isEmpty();
    }

    private void startWork() {
        worker = new IngestWorker(house.parts, house.ingestor, signal, fatal::add);
    }

    private Upload file(String key, String name, byte[] bytes) throws IOException {
        return new Upload(uploads.stage(new ByteArrayInputStream(bytes), Long.MAX_VALUE), key, name, Map.of());
    }

    private Upload file(String key, String text) throws IOException {
        return file(key, "a.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    private JobRow send(CollectionRow collection, Upload... files) throws IOException {
        return uploads.receive(new JobRequest(collection.id(), "upload", Caller.owner()), List.of(files));
    }

    private JobRow send(Upload... files) throws IOException {
        return send(house.collection, files);
    }

    private JobRow job(JobRow job) {
        return house.catalog.jobs().find(job.id()).orElseThrow();
    }

    private JobDocument only(JobRow job) {
        List<JobDocument> documents = house.catalog.jobs().documents(job);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    private void awaitEnd(JobRow job) throws InterruptedException {
        long seen = signal.count();
        while (job(job).finished() == null) {
            assertThat(signal.await(seen, LONGEST_MILLIS)).as("work goes on").isTrue();
            seen = signal.count();
        }
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> files = Files.list(house.home.staging())) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void receive_file_isDurableBeforeAnythingIsDoneWithIt() throws Exception {
        JobRow job = send(file(null, "The notice period is three months."));

        JobDocument document = only(job);
        assertThat(document.done()).isFalse();
        assertThat(document.row().state()).isEqualTo(DocumentState.RECEIVED);
        assertThat(document.row().key()).isEqualTo(document.row().content().hex());
        assertThat(document.row().name()).isEqualTo("a.txt");
        assertThat(Files.readString(house.originals.file(document.row().content())))
                .isEqualTo("The notice period is three months.");
        assertThat(house.readersStarted).hasValue(0);
        assertThat(staged()).isEmpty();

        startWork();
        awaitEnd(job);

        assertThat(only(job).outcome()).isEqualTo("INDEXED");
        assertThat(house.find("notice period")).hasSize(1);
        assertThat(house.catalog.ledger().of(document.row().id()))
                .extracting(LedgerEntry::state)
                .containsExactly(
                        DocumentState.RECEIVED, DocumentState.READING, DocumentState.EMBEDDING, DocumentState.INDEXED);
    }

    @Test
    void receive_sameFileAHundredTimesAtOnce_isOneDocument() throws Exception {
        startWork();
        byte[] bytes = "The notice period is three months.".getBytes(StandardCharsets.UTF_8);
        var go = new CountDownLatch(1);
        var jobs = new ArrayList<JobRow>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JobRow>> sent = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit((Callable<JobRow>) () -> {
                        go.await();
                        return send(file(null, "a.txt", bytes));
                    }))
                    .toList();
            go.countDown();
            for (Future<JobRow> one : sent) {
                jobs.add(one.get());
            }
        }
        for (JobRow job : jobs) {
            awaitEnd(job);
        }

        assertThat(jobs)
                .extracting(job -> only(job).row().id())
                .containsOnly(only(jobs.getFirst()).row().id());
        assertThat(jobs).extracting(job -> only(job).outcome()).isSubsetOf("INDEXED", "UNCHANGED");
        assertThat(house.catalog
                        .documents()
                        .list(house.collection.id(), null, null, 10)
                        .documents())
                .hasSize(1);
        assertThat(house.indexSize()).isEqualTo(1);
        assertThat(house.catalog
                        .documents()
                        .versions(only(jobs.getFirst()).row().id()))
                .hasSize(1);
        assertThat(house.originals.list()).hasSize(1);
        assertThat(staged()).isEmpty();
    }

    @Test
    void receive_sameBytesAgain_areUnchangedAndDoneAtOnce() throws Exception {
        startWork();
        JobRow first = send(file(null, "Alpha."));
        awaitEnd(first);

        JobRow again = send(file(null, "other name.txt", "Alpha.".getBytes(StandardCharsets.UTF_8)));

        assertThat(again.finished()).isNotNull();
        assertThat(only(again).outcome()).isEqualTo("UNCHANGED");
        assertThat(only(again).row().id()).isEqualTo(only(first).row().id());
        assertThat(only(again).row().version()).isEqualTo(1);
    }

    @Test
    void receive_otherBytesUnderTheSameKey_replaceTheDocumentsPassages() throws Exception {
        startWork();
        JobRow first = send(file("colour", "The colour is vermilion."));
        awaitEnd(first);
        JobRow second = send(file("colour", "The colour is turquoise."));
        awaitEnd(second);

        assertThat(only(second).row().id()).isEqualTo(only(first).row().id());
        assertThat(only(second).version()).isEqualTo(2);
        assertThat(house.find("vermilion")).isEmpty();
        assertThat(house.find("turquoise")).hasSize(1);
        assertThat(house.indexSize()).isEqualTo(1);
    }

    @Test
    void receive_newVersionWhileTheOldOneIsEmbedded_isIndexedAfterIt() throws Exception {
        var sent = new AtomicBoolean();
        var second = new ArrayList<JobRow>();
        embedding.before = () -> {
            if (sent.compareAndSet(false, true)) {
                try {
                    second.add(send(file("colour", "The colour is turquoise.")));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        JobRow first = send(file("colour", "The colour is vermilion."));
        startWork();
        awaitEnd(first);
        awaitEnd(second.getFirst());

        DocumentRow row = house.row("colour");
        assertThat(row.state()).isEqualTo(DocumentState.INDEXED);
        assertThat(row.version()).isEqualTo(2);
        assertThat(house.find("vermilion")).isEmpty();
        assertThat(house.find("turquoise")).hasSize(1);
    }

    @Test
    void receive_severalFilesOfWhichOneHasATakenKey_takesNoneIn() throws Exception {
        startWork();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inner.txt"));
            zip.write("Inner words.".getBytes(StandardCharsets.UTF_8));
        }
        awaitEnd(send(file("outer.zip", "outer.zip", bytes.toByteArray())));
        DocumentRow inner = house.row("outer.zip!/inner.txt");

        assertThatThrownBy(() -> file(inner.key(), "Other words.")).isInstanceOf(IllegalArgumentException.class);
        var request = new JobRequest(house.collection.id(), "upload", Caller.owner());
        var arrivals = List.of(
                file("fine", "Fine words.").arrival(),
                new Arrival(inner.key(), null, new StoredContent(inner.content(), 1), Map.of()));
        assertThatThrownBy(() -> house.catalog.jobs().receive(request, arrivals))
                .isInstanceOf(KeyTakenException.class);
        assertThat(house.catalog.documents().byKey(house.collection.id(), "fine"))
                .isEmpty();
        assertThat(house.catalog.jobs().list(null, null, 10).jobs()).hasSize(1);
    }

    @Test
    void stage_senderGoneHalfWay_leavesNothing() throws Exception {
        InputStream broken = new InputStream() {
            private int left = 300_000;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("gone");
                }
                return 'a';
            }
        };

        assertThatThrownBy(() -> uploads.stage(broken, Long.MAX_VALUE)).isInstanceOf(IOException.class);
        assertThat(staged()).isEmpty();
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void receive_namesThatLeadElsewhere_areOnlyEverShown() throws Exception {
        var names = List.of(
                "../../x.txt",
                "..\\..\\x.txt",
                "%2e%2e%2fx.txt",
                "/etc/x.txt",
                "C:\\x.txt",
                "a\0b.txt",
                "..",
                "x".repeat(5_000) + ".txt");
        var shown = new ArrayList<String>();
        for (String name : names) {
            JobRow job = send(file(null, name, ("Text of " + name.hashCode()).getBytes(StandardCharsets.UTF_8)));
            shown.add(only(job).row().name());
        }

        assertThat(shown.subList(0, 7))
                .containsExactly("x.txt", "x.txt", "%2e%2e%2fx.txt", "x.txt", "x.txt", "a b.txt", "unnamed");
        assertThat(shown.getLast()).hasSize(255).endsWith(".txt");
        try (Stream<Path> files = Files.walk(house.home.root().getParent())) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.startsWith(house.home.data()) || file.startsWith(house.home.index()));
        }
    }

    @Test
    void work_broken_off_goesOnWithTheNextStart() throws Exception {
        var reached = new CountDownLatch(1);
        embedding.before = reached::countDown;
        var jobs = new ArrayList<JobRow>();
        for (int i = 0; i < 5; i++) {
            jobs.add(send(file("k" + i, "Words of number " + i + ".")));
        }
        startWork();
        reached.await();
        worker.close();
        assertThat(house.catalog.queue().size()).isLessThanOrEqualTo(5);
        startWork();
        for (JobRow job : jobs) {
            awaitEnd(job);
        }

        assertThat(house.indexSize()).isEqualTo(5);
        assertThat(jobs).allSatisfy(job -> assertThat(only(job).outcome()).isEqualTo("INDEXED"));
    }

    @Test
    void work_manyOfOneCollectionAndOneOfAnother_givesBothTheirTurns() throws Exception {
        CollectionRow other = house.catalog.collections().require("other");
        var files = new ArrayList<Upload>();
        for (int i = 0; i < 70; i++) {
            files.add(file("k" + i, "Words of number " + i + "."));
        }
        JobRow large = send(files.toArray(Upload[]::new));
        JobRow small = send(other, file("one", "A single word."));
        startWork();
        awaitEnd(large);
        awaitEnd(small);

        assertThat(lastIndexed(small)).isLessThan(lastIndexed(large));
    }

    private long lastIndexed(JobRow job) {
        return house.catalog.jobs().documents(job).stream()
                .mapToLong(document ->
                        house.catalog.ledger().of(document.row().id()).getLast().position())
                .max()
                .orElseThrow();
    }

    @Test
    void work_modelUnreachableForAWhile_goesOnAfterwards() throws Exception {
        var asked = new CountDownLatch(1);
        embedding.failing = text -> {
            asked.countDown();
            return true;
        };
        JobRow job = send(file("a", "Alpha."));
        startWork();
        asked.await();
        embedding.failing = text -> false;
        awaitEnd(job);

        assertThat(only(job).outcome()).isEqualTo("INDEXED");
    }

    @Test
    void work_diskThatCannotMakeBytesDurable_endsAndNothingMoreIsTakenIn() throws Exception {
        var failure = new StorageFailedException("The disk could not make it durable.", new IOException("fsync"));
        embedding.before = () -> {
            throw failure;
        };
        var told = new CountDownLatch(1);
        JobRow job = send(file("a", "Alpha."));
        worker = new IngestWorker(house.parts, house.ingestor, signal, why -> {
            fatal.add(why);
            uploads.refuse(why);
            told.countDown();
        });
        told.await();

        assertThat(fatal).containsExactly(failure);
        fatal.clear();
        assertThat(worker.trouble())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("durable"));
        assertThatThrownBy(() -> file("b", "Beta.")).isInstanceOf(StorageFailedException.class);
        assertThat(job(job).finished()).isNull();
        assertThat(only(job).row().state()).isEqualTo(DocumentState.RECEIVED);
    }

    @Test
    void reread_document_readsItsFileAnew() throws Exception {
        startWork();
        JobRow first = send(file("a", "Alpha."));
        awaitEnd(first);
        Path read = house.home.read().resolve(ContentHash.of("Alpha.").hex());
        var before = newest(read);

        JobRow again = uploads.reread(
                new JobRequest(house.collection.id(), "reread", Caller.owner()),
                only(first).row());
        awaitEnd(again);

        assertThat(only(again).outcome()).isEqualTo("INDEXED");
        assertThat(only(again).row().anew()).isFalse();
        assertThat(newest(read)).isGreaterThan(before);
        assertThat(house.indexSize()).isEqualTo(1);
    }

    @Test
    void receive_collectionDeletedMeanwhile_isRefusedAndTheNextPurgeRemovesTheBytes() throws Exception {
        CollectionRow other = house.catalog.collections().require("other");
        Upload file = file("a", "Alpha.");
        house.ingestor.delete(other);

        assertThatThrownBy(() -> send(other, file)).isInstanceOf(NoSuchElementException.class);

        assertThat(staged()).isEmpty();
        house.ingestor.delete(house.catalog.collections().require("another"));
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void delete_containerWhileItIsRead_bringsNoneOfItsEntriesBack() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("one.txt"));
            zip.write("First entry.".getBytes(StandardCharsets.UTF_8));
        }
        JobRow job = send(file("box.zip", "box.zip", bytes.toByteArray()));
        DocumentRow box = only(job).row();
        var listener = new IngestListener() {
            @Override
            public void started(String document) {
                if (document.equals("box.zip")) {
                    house.catalog.documents().bury(List.of(box.id()), "delete");
                }
            }
        };

        house.ingestor.takeOn(house.collection, Turn.DEFAULT, listener);

        assertThat(house.catalog.queue().size()).isZero();
        assertThat(house.indexSize()).isZero();
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void turn_whileSomebodyWaits_handsOutNoMoreThanItMust() throws Exception {
        DocumentRow row = only(send(file("a", "Alpha."))).row();
        var none = new TurnRows(List.of(row, row).iterator(), 0, () -> true);
        var one = new TurnRows(List.of(row, row).iterator(), 1, () -> true);

        assertThat(none.hasNext()).isFalse();
        assertThat(none.begun()).isFalse();
        assertThat(one.next()).isEqualTo(row);
        assertThat(one.hasNext()).isFalse();
        assertThat(one.begun()).isTrue();
    }

    @Test
    void work_catalogueThatCannotBeReadForAWhile_goesOnAfterwards() throws Exception {
        String url = "jdbc:sqlite:" + house.home.catalogFile().toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE document RENAME TO elsewhere");
            startWork();
            while (worker.trouble().isEmpty()) {
                Thread.onSpinWait();
            }
            statement.execute("ALTER TABLE elsewhere RENAME TO document");
        }

        awaitEnd(send(file("a", "Alpha.")));

        assertThat(house.find("alpha")).hasSize(1);
    }

    private static long newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long newest = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                newest = Math.max(newest, Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
            }
            return newest;
        }
    }

    @Test
    void receive_whileTheSameBytesAreDeleted_neverLosesThem() throws Exception {
        startWork();
        for (int i = 0; i < 20; i++) {
            JobRow old = send(file("old", "Shared bytes."));
            awaitEnd(old);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> deleted = threads.submit(() ->
                        house.ingestor.delete(house.collection, only(old).row().id()));
                Future<JobRow> sent = threads.submit(() -> send(file("new", "Shared bytes.")));
                deleted.get();
                awaitEnd(sent.get());
            }
            DocumentRow kept = house.row("new");
            assertThat(house.originals.has(kept.content())).isTrue();
            assertThat(kept.state()).isEqualTo(DocumentState.INDEXED);
            assertThat(house.indexSize()).isEqualTo(1);
            house.ingestor.delete(house.collection, kept.id());
            assertThat(house.originals.list()).isEmpty();
        }
    }

    @Test
    void delete_documentThatHadAnotherName_takesTheVectorsOfEveryVersion() throws Exception {
        startWork();
        awaitEnd(send(file("colour", "red.txt", "The colour is vermilion.".getBytes(StandardCharsets.UTF_8))));
        awaitEnd(send(file("colour", "blue.txt", "The colour is turquoise.".getBytes(StandardCharsets.UTF_8))));
        assertThat(house.vectors.size()).isEqualTo(2);

        house.ingestor.delete(house.collection, house.row("colour").id());

        assertThat(house.vectors.size()).isZero();
    }

    @Test
    void delete_documentThatWaits_endsItsJob() throws Exception {
        JobRow job = send(file("a", "Alpha."));

        house.ingestor.delete(house.collection, only(job).row().id());

        assertThat(job(job).finished()).isNotNull();
        assertThat(only(job).done()).isTrue();
        assertThat(only(job).outcome()).isNull();
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void list_jobs_givesThemNewestFirstInStretches() throws Exception {
        CollectionRow other = house.catalog.collections().require("other");
        JobRow a = send(file("a", "Alpha."));
        JobRow b = send(other, file("b", "Beta."));
        JobRow c = send(file("c", "Gamma."));

        var first = house.catalog.jobs().list(null, null, 2);
        assertThat(first.jobs()).extracting(JobRow::id).containsExactly(c.id(), b.id());
        assertThat(house.catalog.jobs().list(null, first.next(), 2).jobs())
                .extracting(JobRow::id)
                .containsExactly(a.id());
        assertThat(house.catalog.jobs().list(List.of(other.id()), null, 10).jobs())
                .extracting(JobRow::id)
                .containsExactly(b.id());
        assertThat(house.catalog.jobs().list(List.of(), null, 10).jobs()).isEmpty();
        house.catalog.jobs().keep(1);
        assertThat(house.catalog.jobs().list(null, null, 10).jobs()).hasSize(3);
    }

    @Test
    void stage_moreThanTheLimit_isRefusedBeforeItIsReadWhole() {
        var read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'a';
            }
        };

        assertThatThrownBy(() -> uploads.stage(endless, 1_000_000)).isInstanceOf(ContentTooLargeException.class);
        assertThat(read[0]).isLessThan(1_300_000);
    }

    @Test
    void close_staged_leavesNothing() throws Exception {
        try (Originals.Staged staged = uploads.stage(new ByteArrayInputStream(new byte[10]), 100)) {
            assertThat(staged()).hasSize(1);
            assertThat(staged.content().size()).isEqualTo(10);
        }
        assertThat(staged()).isEmpty();
    }
}
