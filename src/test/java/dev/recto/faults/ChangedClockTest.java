package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.BackupRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.KeyRow;
import dev.recto.config.WatchConfig;
import dev.recto.document.ContentHash;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.WatchReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock was a year ahead when something was written down, and was set right since: nothing waits for that year to pass. */
class ChangedClockTest {
    private static final Instant NEXT_YEAR = Instant.now().plus(Duration.ofDays(365));

    @TempDir
    Path folder;

    private FaultHome house;

    @BeforeEach
    void open() throws Exception {
        house = new FaultHome(folder.resolve("home"), FaultPoints.NONE, failure -> {});
        house.put(Map.of("a", "alpha one.", "b", "beta two."));
        house.settle();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void expunge_deletedWhileTheClockWasAhead_isDueAtOnce() throws Exception {
        house.delete("a");
        sql("UPDATE deletion SET expunged = NULL, deleted = " + NEXT_YEAR.toEpochMilli());

        assertThat(house.catalog.deletions().openBefore(Instant.now().minusSeconds(60)))
                .containsExactly(house.collection.id());
    }

    @Test
    void receipt_documentReceivedWhileTheClockWasAhead_namesTheBackupThatHoldsIt() throws Exception {
        DocumentRow row = row("a");
        house.backUp();
        house.delete("a");
        sql("UPDATE deletion SET received = " + NEXT_YEAR.toEpochMilli());

        assertThat(receipt(row)).hasSize(1);
    }

    @Test
    void receipt_backupTakenWhileTheClockWasAhead_namesIt() throws Exception {
        DocumentRow row = row("a");
        house.backUp();
        sql("UPDATE backup SET taken = " + NEXT_YEAR.toEpochMilli());
        house.delete("a");

        assertThat(receipt(row)).hasSize(1);
    }

    @Test
    void rollback_generationThatAnsweredWhileTheClockWasAhead_isNotTheOneToGoTo() throws Exception {
        sql("UPDATE generation SET live_since = " + NEXT_YEAR.toEpochMilli());
        house.reindex();
        int second = live().number();
        house.reindex();

        house.rollBack();

        assertThat(live().number()).isEqualTo(second);
    }

    @Test
    void session_begunWhileTheClockWasAhead_opensNothing() throws Exception {
        KeyRow key = house.catalog.keys().create("someone", ContentHash.of("secret"), Map.of("default", "read"), Set.of());
        ContentHash session = ContentHash.of("session");
        house.catalog.sessions().begin(key.id(), session, Duration.ofHours(12));
        assertThat(house.catalog.sessions().opening(session)).isPresent();
        sql("UPDATE session SET created = " + NEXT_YEAR.toEpochMilli() + ", expires = "
                + NEXT_YEAR.plusSeconds(43_200).toEpochMilli());

        assertThat(house.catalog.sessions().opening(session)).isEmpty();
    }

    @Test
    void watch_clockSetBackByAYear_looksAgainAtOnce() throws Exception {
        Path watched = Files.createDirectories(folder.resolve("watched"));
        var config = new WatchConfig(List.of(new WatchConfig.Folder("default", watched)), 60, 0, 60, 30);
        var now = new AtomicReference<>(NEXT_YEAR);
        var reports = new LinkedBlockingQueue<WatchReport>();
        try (var watch =
                new FolderWatch(house.parts, house.ingestor, config, now::get, reports::add, failure -> {})) {
            assertThat(reports.poll(60, TimeUnit.SECONDS)).isNotNull();
            now.set(Instant.now());

            assertThat(reports.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private DocumentRow row(String key) {
        return house.catalog.documents().byKey(house.collection.id(), key).orElseThrow();
    }

    private List<BackupRow> receipt(DocumentRow row) {
        return house.ingestor.receipt(house.collection, row.id()).orElseThrow().backups();
    }

    private GenerationRow live() {
        return house.catalog.generations().live(house.collection.id()).orElseThrow();
    }

    private void sql(String change) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + house.home.catalogFile());
                var statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
