package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.BackupRow;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeHeldException;
import dev.recto.catalog.HomeKey;
import dev.recto.catalog.HomeLock;
import dev.recto.document.ContentHash;
import dev.recto.embed.LocalEmbedder;
import dev.recto.index.FoundPassage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupsTest {
    private LocalEmbedder embedder;
    private FailingEmbedder embedding;
    private Path root;
    private Path docs;
    private Path folder;
    private TestHome house;

    @BeforeAll
    void startEmbedder() {
        embedder = new LocalEmbedder(Path.of("target", "model-cache"), 0);
    }

    @AfterAll
    void stopEmbedder() {
        embedder.close();
    }

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        root = temporary.resolve("home");
        folder = temporary.resolve("backups");
        docs = Files.createDirectories(temporary.resolve("docs"));
        embedding = new FailingEmbedder(embedder);
        house = new TestHome(root, embedding);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private BackupReport take(int keep) throws IOException {
        return new Backups(house.parts, house.ingestor).take(folder, keep);
    }

    /** Loses the home and makes it anew from the newest backup, or the one that is named. */
    private void restore(String id) throws IOException {
        house.close();
        Folders.delete(root);
        new Restoration(new Home(root)).restore(folder, id);
        house = new TestHome(root, embedding);
    }

    private List<String> found(String words) throws InterruptedException {
        house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
        return house.find(words).stream()
                .map(FoundPassage::passage)
                .map(passage -> passage.span() + passage.text())
                .toList();
    }

    @Test
    void restore_afterEverythingIsLost_findsTheSameWithoutReadingOrEmbedding() throws Exception {
        Files.writeString(docs.resolve("lease.txt"), "The notice period is three months.");
        Files.writeString(docs.resolve("租约.md"), "# 租约\n\n解约通知期为三个月。");
        house.ingest(docs);
        List<String> before = found("notice period 解约通知期");
        String key = HomeKey.of(house.home).publicKey();
        BackupReport report = take(0);

        restore(null);

        assertThat(report.originals()).isEqualTo(2);
        assertThat(report.damaged()).isEmpty();
        assertThat(before).isNotEmpty();
        assertThat(found("notice period 解约通知期")).containsExactlyInAnyOrderElementsOf(before);
        assertThat(house.readersStarted).hasValue(0);
        assertThat(house.ingest(docs).outcomes()).containsOnlyKeys("UNCHANGED");
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
        assertThat(HomeKey.of(house.home).publicKey()).isEqualTo(key);
    }

    @Test
    void take_again_copiesOnlyWhatIsNewAndEachBackupIsItsOwnTime() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        BackupReport first = take(0);
        Files.writeString(docs.resolve("b.txt"), "Beta words.");
        house.ingest(docs);

        BackupReport second = take(0);

        assertThat(second.originals()).isEqualTo(2);
        assertThat(second.copied()).isLessThanOrEqualTo(first.copied() + 1);
        restore(first.id());
        assertThat(found("alpha")).hasSize(1);
        assertThat(found("beta")).isEmpty();
        restore(second.id());
        assertThat(found("beta")).hasSize(1);
    }

    @Test
    void receipt_inARestoredHome_namesTheBackupsItCameFromAndNoneThatIsGone() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        BackupReport removed = take(0);
        BackupReport first = take(0);
        BackupReport second = take(0);
        Folders.delete(folder.resolve(removed.id()));

        restore(first.id());
        house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
        DeletionReceipt receipt =
                house.ingestor.delete(house.collection, house.row("a.txt").id());

        assertThat(receipt.backups()).extracting(BackupRow::id).containsExactly(first.id(), second.id());
        assertThat(receipt.backups()).extracting(BackupRow::place).containsOnly(folder.toString());
    }

    @Test
    void receipt_backupBrokenOffAnywhere_namesItUntilTheNextOneClearsItAway() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        Path vectors = folder.resolve("embeddings.new");
        Files.createDirectories(vectors.resolve("in-the-way")); // it fails after the originals and the catalogue
        assertThatThrownBy(() -> take(0)).isInstanceOf(IOException.class);
        DocumentRow row = house.row("a.txt");
        house.ingestor.delete(house.collection, row.id());

        List<BackupRow> named =
                house.ingestor.receipt(house.collection, row.id()).orElseThrow().backups();
        assertThat(named).hasSize(1);
        assertThat(new BackupFolder(folder).contents()).hasSize(1);
        Folders.delete(vectors);
        BackupReport next = take(0);

        assertThat(next.removed()).containsExactly(named.getFirst().id());
        assertThat(new BackupFolder(folder).contents()).isEmpty();
        assertThat(house.ingestor
                        .receipt(house.collection, row.id())
                        .orElseThrow()
                        .backups())
                .isEmpty();
    }

    @Test
    void receipt_backupWholeButNotNoted_isNamedOnceAnotherIsTaken() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        BackupReport first = take(0);
        house.catalog.backups().remove(folder.toString(), first.id()); // as where it ended before its row was written
        DocumentRow row = house.row("a.txt");
        house.ingestor.delete(house.collection, row.id());

        take(0);

        assertThat(house.ingestor
                        .receipt(house.collection, row.id())
                        .orElseThrow()
                        .backups())
                .extracting(BackupRow::id)
                .containsExactly(first.id());
    }

    @Test
    void take_keepingOne_removesOlderOnesAndWhatTheyAloneHeld() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        BackupReport first = take(0);
        ContentHash content = house.row("a.txt").content();
        house.ingestor.delete(house.collection, house.row("a.txt").id());

        BackupReport second = take(1);

        assertThat(second.removed()).containsExactly(first.id());
        var left = new BackupFolder(folder);
        assertThat(left.whole()).containsExactly(second.id());
        assertThat(left.original(content)).doesNotExist();
        assertThat(left.read(content)).doesNotExist();
    }

    @Test
    void take_damagedOriginal_saysSoAndTakesTheRest() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        Files.writeString(docs.resolve("b.txt"), "Beta words.");
        house.ingest(docs);
        ContentHash content = house.row("a.txt").content();
        Files.writeString(house.originals.file(content), "Other bytes.");

        BackupReport report = take(0);

        assertThat(report.damaged()).containsExactly(content);
        assertThat(report.originals()).isEqualTo(1);
    }

    @Test
    void restore_damagedOriginal_isRefusedAndLeavesNoCatalogue() throws Exception {
        Files.writeString(docs.resolve("a.txt"), "Alpha words.");
        house.ingest(docs);
        ContentHash content = house.row("a.txt").content();
        take(0);
        Files.writeString(new BackupFolder(folder).original(content), "Other words.");
        house.close();
        Folders.delete(root);

        assertThatThrownBy(() -> new Restoration(new Home(root)).restore(folder, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(content.hex());
        assertThat(new Home(root).catalogFile()).doesNotExist();
        house = new TestHome(root, embedding);
    }

    @Test
    void restore_ofANewerRectoOrDamagedManifest_isRefused() throws Exception {
        BackupReport report = take(0);
        Path manifest = folder.resolve(report.id()).resolve(BackupManifest.FILE);
        BackupManifest whole = BackupManifest.read(manifest);
        house.close();
        Folders.delete(root);
        var newer = new BackupManifest(
                whole.id(), whole.taken(), Catalog.newestVersion() + 1, whole.catalog(), whole.contents());

        Files.writeString(manifest, newer.text());
        assertThatThrownBy(() -> new Restoration(new Home(root)).restore(folder, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("newer Recto");
        Files.writeString(manifest, whole.text().replace("catalog-version", "catalog-vision"));
        assertThatThrownBy(() -> new Restoration(new Home(root)).restore(folder, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("damaged");
        Files.writeString(manifest, whole.text());
        restore(whole.id());
        assertThat(house.catalog.check()).isEmpty();
    }

    @Test
    void restore_intoAHomeThatIsHeldOrHasACatalogue_isRefused() throws Exception {
        take(0);

        assertThatThrownBy(() -> new Restoration(new Home(root)).restore(folder, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("has a catalogue");
        try (HomeLock held = HomeLock.acquire(house.home)) {
            assertThatThrownBy(() -> new Restoration(new Home(root)).restore(folder, null))
                    .isInstanceOf(HomeHeldException.class);
        }
    }

    @Test
    void take_whileDocumentsComeAndGo_isConsistent() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.writeString(docs.resolve(i + ".txt"), "Words of number " + i + ".");
        }
        house.ingest(docs);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> changing = threads.submit(() -> {
                for (int i = 0; i < 10; i++) {
                    house.ingestor.delete(
                            house.collection, house.row(i + ".txt").id());
                    Files.writeString(docs.resolve("n" + i + ".txt"), "New words of number " + i + ".");
                    house.ingest(docs.resolve("n" + i + ".txt"));
                }
                return null;
            });
            do {
                take(2);
            } while (!changing.isDone());
            changing.get();
        }

        for (String id : new BackupFolder(folder).whole()) {
            restore(id);
            found("words");
            assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                    .isEmpty();
        }
    }
}
