package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.JobRow;
import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Re-indexing on a real home: built-in encoders, Lucene and SQLite on disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReindexerTest {
    private final Path models = Path.of("target", "test-models");
    private Embedder embedder;
    private Path folder;
    private Path documents;
    private TestHome house;

    @BeforeAll
    void startEmbedder() {
        embedder = new LocalEmbedder(models, 2);
    }

    @AfterAll
    void stopEmbedder() {
        embedder.close();
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.documents = Files.createDirectories(folder.resolve("documents"));
        this.house = new TestHome(folder.resolve("home"), embedder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void reopen() throws IOException {
        house.close();
        house = new TestHome(folder.resolve("home"), embedder);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(documents.resolve(name), text);
    }

    private ReindexOutcome run(ReindexTask task) throws InterruptedException {
        return run(task, GenerationCheck.NONE);
    }

    private ReindexOutcome run(ReindexTask task, GenerationCheck check) throws InterruptedException {
        return new Reindexer(house.parts, house.ingestor, check).run(house.collection, task, ReindexListener.SILENT);
    }

    private int live() {
        return house.catalog
                .generations()
                .live(house.collection.id())
                .orElseThrow()
                .number();
    }

    private List<String> folders() throws IOException {
        try (var all =
                Files.list(house.home.index().resolve(house.collection.id().value()))) {
            return all.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    private DocumentId delete(String key) throws InterruptedException {
        DocumentId id = house.row(key).id();
        assertThat(house.ingestor.delete(house.collection, id).absent()).isTrue();
        return id;
    }

    @Test
    void force_nothingChanged_buildsAnewWithoutReadingOrEmbedding() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        write("bridge.txt", "The bridge spans the river.");
        house.ingest(documents);
        int readers = house.readersStarted.get();

        ReindexOutcome outcome = run(ReindexTask.build(true));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Switched.class);
        ReindexWork work = ((ReindexOutcome.Switched) outcome).work();
        assertThat(work.documents()).isEqualTo(2);
        assertThat(work.embedded()).isZero();
        assertThat(work.read()).isZero();
        assertThat(house.readersStarted.get()).isEqualTo(readers);
        assertThat(live()).isEqualTo(2);
        assertThat(folders()).containsExactly("1", "2");
        assertThat(house.find("tower")).hasSize(1);
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void build_nothingChanged_doesNothing() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);

        ReindexOutcome outcome = run(ReindexTask.build(false));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Current.class);
        assertThat(live()).isEqualTo(1);
    }

    @Test
    void force_threeTimes_keepsTheLastTwoGenerationsAlone() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);

        run(ReindexTask.build(true));
        run(ReindexTask.build(true));
        run(ReindexTask.build(true));

        assertThat(live()).isEqualTo(4);
        assertThat(folders()).containsExactly("3", "4");
        assertThat(house.catalog.generations().list(house.collection.id()))
                .extracting(GenerationRow::number)
                .containsExactly(3, 4);
    }

    @Test
    void force_documentsChangedWhileItIsChecked_areInWhatAnswers() throws Exception {
        write("keeps.txt", "The tower is 324 metres tall.");
        write("changes.txt", "The ferry leaves at noon.");
        write("goes.txt", "The secret recipe calls for saffron.");
        house.ingest(documents);

        run(ReindexTask.build(true), (collection, next, before) -> {
            try {
                write("changes.txt", "The ferry leaves at midnight.");
                write("comes.txt", "The lighthouse was built in 1822.");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            house.ingest(documents);
            delete("goes.txt");
            assertThat(next.snapshot().size()).isEqualTo(3);
            return List.of();
        });

        assertThat(live()).isEqualTo(2);
        assertThat(house.find("midnight")).hasSize(1);
        assertThat(house.find("noon")).isEmpty();
        assertThat(house.find("lighthouse")).hasSize(1);
        assertThat(house.find("saffron")).isEmpty();
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void rollback_documentsChangedSince_areReplayedAndWhatWasDeletedStaysDeleted() throws Exception {
        write("keeps.txt", "The tower is 324 metres tall.");
        write("goes.txt", "The secret recipe calls for saffron.");
        house.ingest(documents);
        run(ReindexTask.build(true));
        write("comes.txt", "The lighthouse was built in 1822.");
        house.ingest(documents);
        delete("goes.txt");

        ReindexOutcome outcome = run(ReindexTask.rollback());

        assertThat(outcome).isInstanceOf(ReindexOutcome.Switched.class);
        assertThat(live()).isEqualTo(1);
        assertThat(house.find("lighthouse")).hasSize(1);
        assertThat(house.find("saffron")).isEmpty();
        assertThat(house.find("tower")).hasSize(1);
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void rollback_nothingChanged_replaysNothing() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        run(ReindexTask.build(true));

        ReindexOutcome outcome = run(ReindexTask.rollback());

        assertThat(((ReindexOutcome.Switched) outcome).work().documents()).isZero();
        assertThat(live()).isEqualTo(1);
        assertThat(folders()).containsExactly("1", "2");
    }

    @Test
    void rollback_withoutEarlierGeneration_isRefused() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);

        assertThatThrownBy(() -> run(ReindexTask.rollback())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> run(ReindexTask.activate(7))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void force_checkSaysNo_refusesAndTheOldGenerationGoesOn() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);

        ReindexOutcome outcome =
                run(ReindexTask.build(true), (collection, next, before) -> List.of("It finds less than before."));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Refused.class);
        assertThat(outcome.sentence()).contains("It finds less than before.");
        assertThat(live()).isEqualTo(1);
        assertThat(folders()).containsExactly("1");
        assertThat(house.find("tower")).hasSize(1);
        assertThat(house.catalog.generations().events(house.collection.id(), 10))
                .anyMatch(event -> event.change() == GenerationChange.REFUSED
                        && String.valueOf(event.sentence()).contains("less than before"));
    }

    @Test
    void force_passagesLostOnTheWay_isRefusedByItsCounts() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        house.originals.delete(house.row("tower.txt").content());
        new StoredReadings(house.home).delete(house.row("tower.txt").content());

        ReindexOutcome outcome = run(ReindexTask.build(true));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Refused.class);
        assertThat(outcome.sentence()).contains("tower.txt");
        assertThat(house.find("tower")).hasSize(1);
    }

    @Test
    void force_questionUnderWay_keepsItsGenerationUntilItIsDone() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        run(ReindexTask.build(true));
        DocumentId tower = house.row("tower.txt").id();

        try (HeldGeneration held = house.indexes.hold(house.collection)) {
            run(ReindexTask.build(true));
            run(ReindexTask.build(true)); // generation 2 is kept by nobody but the one who asks it
            assertThat(live()).isEqualTo(4);
            assertThat(held.row().number()).isEqualTo(2);
            try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                assertThat(snapshot.passages(tower))
                        .extracting(FoundPassage::passage)
                        .hasSize(1);
                assertThat(snapshot.weights("tower")).isNotEmpty();
            }
            assertThat(folders()).containsExactly("2", "3", "4");
        }

        assertThat(folders()).containsExactly("3", "4");
    }

    @Test
    void force_interruptedAndTheProcessEnded_isGoneOnWith() throws Exception {
        for (int i = 0; i < 250; i++) {
            write("note-%03d.txt".formatted(i), "Note " + i + " tells of harbour number " + i + ".");
        }
        house.ingest(documents);
        var commits = new AtomicInteger();
        var reindexer = new Reindexer(house.parts, house.ingestor, GenerationCheck.NONE);

        assertThatThrownBy(() -> reindexer.run(house.collection, ReindexTask.build(true), (done, total) -> {
                    if (commits.incrementAndGet() == 1) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(live()).isEqualTo(1);
        reopen();
        assertThat(house.find("harbour")).isNotEmpty();
        ReindexOutcome outcome = run(ReindexTask.build(false));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Switched.class);
        assertThat(((ReindexOutcome.Switched) outcome).work().documents()).isBetween(1, 249);
        assertThat(live()).isEqualTo(2);
        assertThat(house.indexSize()).isEqualTo(250);
        assertThat(folders()).containsExactly("1", "2");
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void build_killedBetweenItsEndAndItsSwitch_isGoneOnWithWithoutWritingAnythingAgain() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        write("bridge.txt", "The bridge spans the river.");
        house.ingest(documents);
        try (GenerationTrap trap = new GenerationTrap(house)) {
            assertThatThrownBy(() -> run(ReindexTask.build(true))).hasMessageContaining("no switch");
        }
        assertThat(live()).isEqualTo(1);
        reopen();

        ReindexOutcome outcome = run(ReindexTask.build(false));

        assertThat(outcome).isInstanceOf(ReindexOutcome.Switched.class);
        assertThat(((ReindexOutcome.Switched) outcome).to().number()).isEqualTo(2);
        assertThat(((ReindexOutcome.Switched) outcome).work().documents()).isZero();
        assertThat(house.find("tower")).hasSize(1);
    }

    /** Keeps every switch from happening, as a process that ends just before it does. */
    private record GenerationTrap(TestHome house) implements AutoCloseable {
        GenerationTrap {
            run(
                    house,
                    "CREATE TRIGGER no_switch BEFORE UPDATE OF generation ON collection BEGIN SELECT RAISE(ABORT, 'no switch'); END");
        }

        @Override
        public void close() {
            run(house, "DROP TRIGGER no_switch");
        }

        private static void run(TestHome house, String sql) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + house.home.catalogFile());
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void rollback_killedBetweenItsSwitchAndItsEnd_isNotDoneTwice() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        run(ReindexTask.build(true));
        var jobs = new Reindexes(
                house.parts, new Reindexer(house.parts, house.ingestor, GenerationCheck.NONE), house.signal);
        JobRow job = jobs.ask(house.collection, ReindexTask.rollback(), Caller.owner());
        jobs.run(job, ReindexListener.SILENT);
        assertThat(live()).isEqualTo(1);

        // as the row stands after a kill: its target is known, its end is not
        GenerationTrap.run(house, "UPDATE job SET finished = NULL");
        assertThat(jobs.ask(house.collection, ReindexTask.rollback(), Caller.owner())
                        .id())
                .isEqualTo(job.id());
        assertThat(jobs.runNext()).isTrue();

        assertThat(live()).isEqualTo(1);
    }

    @Test
    void replay_manyChangesAtOnce_areCommittedInSlicesAndAKillMeanwhileLosesNone() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        run(ReindexTask.build(true));
        for (int i = 0; i < 450; i++) {
            write("note-%03d.txt".formatted(i), "Note " + i + " tells of harbour number " + i + ".");
        }
        house.ingest(documents);
        var commits = new AtomicInteger();
        GenerationRow before =
                house.catalog.generations().find(house.collection.id(), 1).orElseThrow();

        try (HeldGeneration held = house.indexes.hold(house.collection, before);
                var build = new GenerationBuild(
                        house.parts, house.collection, held, house.ingestor.reading(), (done, total) -> {
                            if (commits.incrementAndGet() == 2) {
                                Thread.currentThread().interrupt();
                            }
                        })) {
            long from = held.index().ledgerPosition();
            assertThatThrownBy(() -> build.replay(null)).isInstanceOf(InterruptedException.class);
            assertThat(commits).hasValue(2);
            assertThat(held.index().ledgerPosition()).isEqualTo(from);
            try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                assertThat(snapshot.size()).isEqualTo(401);
            }
        }
        run(ReindexTask.rollback());

        assertThat(live()).isEqualTo(1);
        assertThat(house.indexSize()).isEqualTo(451);
    }

    @Test
    void tidy_folderOfNoGeneration_isRemovedByTheNextRun() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.");
        house.ingest(documents);
        Files.createDirectories(
                house.home.index().resolve(house.collection.id().value()).resolve("9"));

        run(ReindexTask.build(false));

        assertThat(folders()).containsExactly("1");
    }
}
