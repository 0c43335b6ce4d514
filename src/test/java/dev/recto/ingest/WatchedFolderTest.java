package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.LedgerEntry;
import dev.recto.config.WatchConfig;
import dev.recto.document.DocumentId;
import dev.recto.embed.LocalEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Following a real folder; time is told, never waited for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedFolderTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant LATER = START.plusSeconds(3_600);

    private LocalEmbedder models;
    private FailingEmbedder embedder;
    private Path folder;
    private TestHome house;
    private WatchedFolder watched;

    @BeforeAll
    void startEmbedder() {
        models = new LocalEmbedder(Path.of("target", "test-models"), 2);
    }

    @AfterAll
    void stopEmbedder() {
        models.close();
    }

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        folder = Files.createDirectories(root.resolve("watched"));
        embedder = new FailingEmbedder(models);
        house = new TestHome(root.resolve("home"), embedder);
        var config = new WatchConfig(List.of(), 10, 5, 60, 30);
        watched = new WatchedFolder(house.parts, house.ingestor, house.collection, folder, config);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Path write(String name, String text, Instant modified) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    private void six() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("note-" + i + ".txt", "Note number " + i + " tells of the harbour.", START);
        }
    }

    @Test
    void look_fileThatIsBeingWritten_isReadOnceItIsAtRest() throws Exception {
        write("tower.txt", "The tower is", LATER);

        WatchReport first = watched.look(LATER.plusSeconds(1));
        write("tower.txt", "The tower is 324 metres tall.", LATER.plusSeconds(3));
        WatchReport second = watched.look(LATER.plusSeconds(6));
        WatchReport third = watched.look(LATER.plusSeconds(9));

        assertThat(List.of(first.settling(), second.settling(), third.settling()))
                .containsExactly(1, 1, 0);
        assertThat(third.taken()).isEqualTo(1);
        assertThat(house.find("324")).hasSize(1);
    }

    @Test
    void look_fileFromTheFuture_isReadOnceItIsSeenUnchanged() throws Exception {
        write("tower.txt", "The tower is 324 metres tall.", LATER.plus(Duration.ofDays(3)));

        WatchReport first = watched.look(LATER);
        WatchReport second = watched.look(LATER.plusSeconds(5));

        assertThat(first.settling()).isEqualTo(1);
        assertThat(second.taken()).isEqualTo(1);
    }

    @Test
    void look_collectionDeleted_saysSoAndTakesNothingIn() throws Exception {
        six();
        watched.look(LATER);
        house.ingestor.delete(house.collection);

        WatchReport report = watched.look(LATER.plusSeconds(60));

        assertThat(report.taken()).isZero();
        assertThat(report.asks()).contains("was deleted").contains(folder.toString());
        assertThat(house.catalog.collections().list()).isEmpty();
    }

    @Test
    void look_unchangedFolder_takesNothingIn() throws Exception {
        six();
        watched.look(LATER);
        int readers = house.readersStarted.get();

        WatchReport again = watched.look(LATER.plusSeconds(60));

        assertThat(again.files()).isEqualTo(6);
        assertThat(again.taken() + again.settling() + again.missing()).isZero();
        assertThat(house.readersStarted.get()).isEqualTo(readers);
    }

    @Test
    void look_renamedAndMovedFile_isFollowedWithoutReadingOrEmbedding() throws Exception {
        six();
        Path before = write("plan.txt", "The observatory opens in spring.", START);
        watched.look(LATER);
        DocumentRow row = house.row("plan.txt");
        int readers = house.readersStarted.get();
        embedder.failing = text -> true;
        Files.createDirectories(folder.resolve("old"));
        Files.move(before, folder.resolve("old/observatory.txt"));

        WatchReport report = watched.look(LATER.plusSeconds(60));

        assertThat(report.renamed()).isEqualTo(1);
        assertThat(report.missing()).isZero();
        DocumentRow now = house.row("old/observatory.txt");
        assertThat(now.id()).isEqualTo(row.id());
        assertThat(now.name()).isEqualTo("observatory.txt");
        assertThat(now.outcome()).isEqualTo("INDEXED");
        assertThat(house.readersStarted.get()).isEqualTo(readers);
        assertThat(house.find("observatory opens")).hasSize(1);
        assertThat(house.find("observatory opens").getFirst().document().metadata())
                .containsEntry("name", "observatory.txt");
        assertThat(house.catalog.ledger().of(row.id()))
                .extracting(LedgerEntry::cause)
                .contains("rename");
        assertThat(house.ingestor.delete(house.collection, row.id()).deletion().vectors())
                .isPositive();
    }

    @Test
    void look_fileThatIsGone_isDeletedAfterItsGraceAndNotBefore() throws Exception {
        six();
        watched.look(LATER);
        DocumentId gone = house.row("note-3.txt").id();
        Files.delete(folder.resolve("note-3.txt"));

        WatchReport first = watched.look(LATER.plusSeconds(60));
        WatchReport early = watched.look(LATER.plus(Duration.ofMinutes(60)));
        assertThat(house.find("number 3")).hasSize(6);
        WatchReport over = watched.look(LATER.plus(Duration.ofMinutes(62)));

        assertThat(List.of(first.missing(), early.missing())).containsExactly(1, 1);
        assertThat(over.deleted()).isEqualTo(1);
        assertThat(house.catalog.documents().gone(List.of(gone))).contains(gone);
        assertThat(house.find("number")).hasSize(5);
    }

    @Test
    void look_clockSetBackDuringAGrace_beginsItAnewAndEndsIt() throws Exception {
        six();
        watched.look(LATER);
        Files.delete(folder.resolve("note-3.txt"));
        watched.look(LATER.plusSeconds(60));
        Instant back = LATER.minus(Duration.ofDays(365));

        assertThat(watched.look(back).deleted()).isZero();
        assertThat(watched.look(back.plus(Duration.ofMinutes(59))).deleted()).isZero();
        assertThat(watched.look(back.plus(Duration.ofMinutes(61))).deleted()).isEqualTo(1);
    }

    @Test
    void look_fileThatCameBackWithinItsGrace_staysAndHasAWholeGraceAgain() throws Exception {
        six();
        watched.look(LATER);
        Files.delete(folder.resolve("note-3.txt"));
        watched.look(LATER.plusSeconds(60));
        write("note-3.txt", "Note number 3 tells of the harbour.", START);
        watched.look(LATER.plus(Duration.ofMinutes(50)));
        Files.delete(folder.resolve("note-3.txt"));

        WatchReport report = watched.look(LATER.plus(Duration.ofMinutes(70)));

        assertThat(report.deleted()).isZero();
        assertThat(report.missing()).isEqualTo(1);
    }

    @Test
    void look_manyFilesGoneAtOnce_deletesNothingAndAsks() throws Exception {
        six();
        watched.look(LATER);
        for (int i = 0; i < 3; i++) {
            Files.delete(folder.resolve("note-" + i + ".txt"));
        }
        watched.look(LATER.plusSeconds(60));

        WatchReport report = watched.look(LATER.plus(Duration.ofDays(2)));

        assertThat(report.deleted()).isZero();
        assertThat(report.asks()).contains("3 of the 6 documents", "recto watched --delete-missing");
        assertThat(house.find("harbour")).hasSize(6);
    }

    @Test
    void agree_toWhatWasAsked_deletesThoseAloneWhoseFilesAreStillGone() throws Exception {
        six();
        watched.look(LATER);
        assertThat(watched.agree()).isZero();
        for (int i = 0; i < 4; i++) {
            Files.delete(folder.resolve("note-" + i + ".txt"));
        }
        assertThat(watched.look(LATER.plusSeconds(60)).asks()).contains("recto watched --delete-missing " + folder);

        assertThat(watched.agree()).isEqualTo(4);
        write("note-0.txt", "Note 0 is back.", START);
        Files.delete(folder.resolve("note-5.txt")); // gone since then, so nobody agreed to it
        WatchReport report = watched.look(LATER.plusSeconds(120));

        assertThat(report.deleted()).isEqualTo(3);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(house.row("note-0.txt")).isNotNull();
        assertThat(house.row("note-5.txt")).isNotNull();
        assertThat(house.catalog.documents().counts(house.collection.id()).total())
                .isEqualTo(3);
        assertThat(watched.look(LATER.plusSeconds(180)).deleted()).isZero();
    }

    @Test
    void agree_toAFolderThatIsGoneForGood_deletesItsDocuments() throws Exception {
        six();
        watched.look(LATER);
        Folders.delete(folder);
        assertThat(watched.look(LATER.plusSeconds(60)).asks()).contains("There is no folder", "--delete-missing");

        assertThat(watched.agree()).isEqualTo(6);
        WatchReport report = watched.look(LATER.plusSeconds(120));

        assertThat(report.deleted()).isEqualTo(6);
        assertThat(house.catalog.documents().counts(house.collection.id()).total())
                .isZero();
    }

    @Test
    void look_folderThatIsNotMounted_deletesNothingAndSaysSo() throws Exception {
        six();
        watched.look(LATER);
        Path away = folder.resolveSibling("away");
        Files.move(folder, away);

        WatchReport report = watched.look(LATER.plus(Duration.ofDays(2)));
        assertThat(report.asks()).contains("may not be mounted");
        assertThat(house.find("harbour")).hasSize(6);
        Files.move(away, folder);
        WatchReport back = watched.look(LATER.plus(Duration.ofDays(3)));

        assertThat(back.asks()).isNull();
        assertThat(back.missing() + back.taken()).isZero();
    }

    @Test
    void security11_symbolicAndHardLinks_areRefused() throws Exception {
        six();
        Path secret = Files.writeString(folder.resolveSibling("secret.txt"), "The canary word is xylophone.");
        Files.setLastModifiedTime(secret, FileTime.from(START));
        Files.createSymbolicLink(folder.resolve("link.txt"), secret);
        Files.createLink(folder.resolve("hard.txt"), secret);

        WatchReport report = watched.look(LATER);

        assertThat(report.refused())
                .extracting(line -> Path.of(line.document()).getFileName().toString())
                .containsExactlyInAnyOrder("link.txt", "hard.txt");
        assertThat(house.find("xylophone")).isEmpty();
    }

    @Test
    void watch_fileThatComes_isTakenInByItsEventLongBeforeTheNextLook() throws Exception {
        var config = new WatchConfig(List.of(new WatchConfig.Folder("default", folder)), 24 * 60, 0, 60, 30);
        var reports = new LinkedBlockingQueue<WatchReport>();
        try (var watch = new FolderWatch(
                house.parts, house.ingestor, config, InstantSource.system(), reports::add, failure -> {})) {
            WatchReport first = reports.poll(60, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.files()).isZero();
            Files.move(write("../tower.txt", "The tower is 324 metres tall.", START), folder.resolve("tower.txt"));

            WatchReport report = reports.poll(60, TimeUnit.SECONDS);
            while (report != null && report.taken() == 0) {
                report = reports.poll(60, TimeUnit.SECONDS);
            }
            assertThat(report).isNotNull();
        }

        assertThat(house.find("324")).hasSize(1);
    }

    @Test
    void watch_overlappingFoldersThroughALink_areRefused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
        var config = new WatchConfig(
                List.of(new WatchConfig.Folder("a", folder), new WatchConfig.Folder("b", link)), 10, 5, 60, 30);

        assertThatThrownBy(() -> FolderWatch.refuseOverlap(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
    }
}
