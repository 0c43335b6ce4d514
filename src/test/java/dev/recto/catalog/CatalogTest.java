package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.document.Caller;
import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    private Path file;
    private Catalog catalog;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("data/catalog.db");
        catalog = Catalog.open(file);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Reception reception(CollectionRow collection, DocumentRow row, String key, String text) {
        return new Reception(
                collection.id(),
                row == null ? null : row.id(),
                key,
                key,
                null,
                "/docs/" + key,
                new FileStat(text.length(), 1, "inode"),
                new StoredContent(ContentHash.of(text), text.length()),
                Map.of("project", "a = b"),
                Set.of("everyone"));
    }

    private DocumentRow receive(CollectionRow collection, String key, String text) {
        return catalog.documents()
                .receive(List.of(reception(collection, null, key, text)), "ingest")
                .getFirst();
    }

    private static Completion indexed(DocumentRow row, long position) {
        return new Completion(
                row.id(), row.reception(), new IngestOutcome.Indexed(1, 3), "text/plain", "A title", position, false);
    }

    @Test
    void collection_nameInAnyScript_isMadeOnFirstUseAndOnce() {
        CollectionRow first = catalog.collections().require("合同-2026_v1.0");

        assertThat(catalog.collections().require("合同-2026_v1.0")).isEqualTo(first);
        assertThat(catalog.collections().list()).containsExactly(first);
    }

    @Test
    void collection_nameThatIsNone_isRefusedWithASentence() {
        for (String name : List.of("", "../x", "a/b", "a b", ".hidden", "x".repeat(65), "a\u0000")) {
            assertThatThrownBy(() -> catalog.collections().require(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("letters, digits");
        }
    }

    @Test
    void document_throughItsStates_keepsItsIdAndWritesTheLedger() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow received = receive(collection, "a.txt", "one");
        catalog.documents().advance(List.of(received), DocumentState.READING, new Transition("read", 7, 0, ""));
        catalog.documents().complete(List.of(indexed(received, 5)), new Transition("ingest", 7, 8, "model"));

        DocumentRow row = catalog.documents().byKey(collection.id(), "a.txt").orElseThrow();
        assertThat(row.state()).isEqualTo(DocumentState.INDEXED);
        assertThat(row.passages()).isEqualTo(3);
        assertThat(row.metadata()).containsExactly(Map.entry("project", "a = b"));
        assertThat(row.commitPosition()).isEqualTo(5);
        List<LedgerEntry> entries = catalog.ledger().of(received.id());
        assertThat(entries)
                .extracting(LedgerEntry::state)
                .containsExactly(DocumentState.RECEIVED, DocumentState.READING, DocumentState.INDEXED);
        assertThat(entries.getLast().splitter()).isEqualTo(8);
        assertThat(entries.getLast().models()).isEqualTo("model");
        assertThat(catalog.ledger().last()).isEqualTo(entries.getLast().position());
    }

    @Test
    void receive_sameBytesAgain_makesNoNewVersionButOtherBytesDo() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow row = receive(collection, "a.txt", "one");
        catalog.documents().receive(List.of(reception(collection, row, "a.txt", "one")), "ingest");
        assertThat(catalog.documents().versions(row.id())).hasSize(1);
        catalog.documents().receive(List.of(reception(collection, row, "a.txt", "two")), "ingest");

        assertThat(catalog.documents().versions(row.id()))
                .extracting(VersionRow::content)
                .containsExactly(ContentHash.of("one"), ContentHash.of("two"));
        assertThat(catalog.documents().find(row.id()).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void bury_document_freesItsKeyAndItsContentOnlyWhereNobodyElseHasIt() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow a = receive(collection, "a.txt", "same");
        receive(collection, "b.txt", "same");
        DocumentRow c = receive(collection, "c.txt", "other");

        catalog.documents().bury(List.of(a.id(), c.id()), "delete");

        assertThat(catalog.documents().unheld()).containsExactly(ContentHash.of("other"));
        assertThat(catalog.documents().holds(ContentHash.of("same"))).isTrue();
        assertThat(catalog.documents().buried(collection.id())).hasSize(2);
        assertThat(receive(collection, "a.txt", "new").id()).isNotEqualTo(a.id());
        catalog.documents().complete(List.of(indexed(a, 9)), Transition.of("late"));
        assertThat(catalog.documents().find(a.id()).orElseThrow().state()).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void receive_staleRowOfADeletedDocument_becomesANewOne() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow stale = receive(collection, "a.txt", "one");
        catalog.documents().bury(List.of(stale.id()), "delete");

        DocumentRow anew = catalog.documents()
                .receive(List.of(reception(collection, stale, "a.txt", "one")), "ingest")
                .getFirst();

        assertThat(anew.id()).isNotEqualTo(stale.id());
        assertThat(anew.content()).isEqualTo(ContentHash.of("one"));
        assertThat(catalog.documents().find(stale.id()).orElseThrow().state()).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void receive_entryOfADeletedContainer_isLeftOutAndItsBytesAreNobodys() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow box = receive(collection, "box.zip", "box");
        catalog.documents().bury(List.of(box.id()), "delete");
        var entry = new Reception(
                collection.id(),
                null,
                "box.zip!/a.txt",
                "a.txt",
                box.id(),
                null,
                null,
                new StoredContent(ContentHash.of("entry"), 5),
                Map.of(),
                Set.of("everyone"));

        assertThat(catalog.documents().receive(List.of(entry), "ingest")).isEmpty();
        assertThat(catalog.documents().unheld()).contains(ContentHash.of("entry"));
    }

    @Test
    void reread_deletedDocument_isRefusedAndMakesNoJob() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow row = receive(collection, "a.txt", "one");
        catalog.documents().bury(List.of(row.id()), "delete");

        assertThatThrownBy(() ->
                        catalog.jobs().reread(new JobRequest(collection.id(), "reread", Caller.owner()), row.id()))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(catalog.jobs().list(null, null, 10).jobs()).isEmpty();
    }

    @Test
    void putBack_oneRunsDocuments_leavesThoseOfAnother() {
        CollectionRow collection = catalog.collections().require("default");
        DocumentRow mine = receive(collection, "a.txt", "one");
        DocumentRow others = receive(collection, "b.txt", "two");
        catalog.documents().advance(List.of(mine, others), DocumentState.READING, new Transition("read", 7, 0, ""));

        catalog.documents().putBack(List.of(mine.id()));

        assertThat(catalog.documents().find(mine.id()).orElseThrow().state()).isEqualTo(DocumentState.RECEIVED);
        assertThat(catalog.ledger().of(mine.id()).getLast().state()).isEqualTo(DocumentState.RECEIVED);
        DocumentRow untouched = catalog.documents().find(others.id()).orElseThrow();
        assertThat(untouched.state()).isEqualTo(DocumentState.READING);
        assertThat(untouched.attempts()).isEqualTo(1);
    }

    @Test
    void keepAnswer_collectionDeletedMeanwhile_isNotKept() {
        CollectionRow collection = catalog.collections().require("default");
        catalog.collections().delete(collection.id());
        var answer =
                new AnswerRow("a_1", collection.id(), "local", Instant.ofEpochMilli(1), Map.of(), 8, Set.of(), "{}");

        assertThat(catalog.answers().keep(answer, 10)).isFalse();
        assertThat(catalog.answers().find("a_1")).isEmpty();
    }

    @Test
    void exception_ofAStatement_holdsNothingThatItWasGiven() {
        CollectionId collection = catalog.collections().require("default").id();
        catalog.collections().delete(collection);
        var secret = new Reception(
                collection,
                null,
                "secret key",
                "secret name",
                null,
                null,
                null,
                new StoredContent(ContentHash.of("one"), 3),
                Map.of(),
                Set.of("everyone"));

        assertThatThrownBy(() -> catalog.documents().receive(List.of(secret), "ingest"))
                .hasMessageContaining("FOREIGN KEY")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void rename_whileTheDocumentIsWorkedOn_letsItWaitForItsNewName() {
        CollectionRow collection = catalog.collections().require("default");
        for (DocumentState inHand : List.of(DocumentState.RECEIVED, DocumentState.READING, DocumentState.EMBEDDING)) {
            DocumentRow row = receive(collection, inHand.label(), "Alpha.");
            if (inHand != DocumentState.RECEIVED) {
                catalog.documents().advance(List.of(row), inHand, Transition.of("read"));
            }

            String name = "new-" + inHand.label();
            catalog.documents().rename(row.id(), reception(collection, row, name, "Alpha."));
            catalog.documents().complete(List.of(indexed(row, 1)), Transition.of("ingest"));

            DocumentRow renamed = catalog.documents().find(row.id()).orElseThrow();
            assertThat(renamed.name()).isEqualTo(name);
            assertThat(renamed.state().waiting()).as("was " + inHand).isTrue();
        }
    }

    @Test
    void list_deletedDocumentsOfOneKey_givesEachOfThem() {
        CollectionRow collection = catalog.collections().require("default");
        var deleted = new HashSet<DocumentId>();
        for (int i = 0; i < 3; i++) {
            DocumentRow row = receive(collection, "a", "Alpha " + i);
            catalog.documents().bury(List.of(row.id()), "delete");
            deleted.add(row.id());
        }

        var listed = new HashSet<DocumentId>();
        String cursor = null;
        do {
            DocumentPage page = catalog.documents().list(collection.id(), DocumentState.DELETED, cursor, 1);
            page.documents().forEach(row -> listed.add(row.id()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(listed).isEqualTo(deleted);
    }

    @Test
    void list_byCursor_givesEachDocumentOnceInOrder() {
        CollectionRow collection = catalog.collections().require("default");
        for (int i = 0; i < 25; i++) {
            receive(collection, "f%02d".formatted(i), "text " + i);
        }
        var keys = new ArrayList<String>();
        DocumentPage page = catalog.documents().list(collection.id(), DocumentState.RECEIVED, null, 10);
        while (true) {
            page.documents().forEach(row -> keys.add(row.key()));
            if (page.next() == null) {
                break;
            }
            page = catalog.documents().list(collection.id(), DocumentState.RECEIVED, page.next(), 10);
        }

        assertThat(keys).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(catalog.documents().counts(collection.id()).total()).isEqualTo(25);
    }

    @Test
    void under_folder_doesNotGiveItsNeighbours() {
        CollectionRow collection = catalog.collections().require("default");
        receive(collection, "a/x.txt", "1");
        receive(collection, "ab/x.txt", "2");

        assertThat(catalog.documents().under(collection.id(), "/docs/a"))
                .extracting(DocumentRow::key)
                .containsExactly("a/x.txt");
    }

    @Test
    void ledger_changedOrCut_isRefused() throws SQLException {
        receive(catalog.collections().require("default"), "a.txt", "one");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM ledger"))
                    .hasMessageContaining("only grows");
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE ledger SET at = 0"))
                    .hasMessageContaining("only grows");
        }
    }

    @Test
    void generation_switch_isTheOnlyOneThatAnswers() {
        CollectionRow collection = catalog.collections().require("default");
        var made = new GenerationRow(
                collection.id(),
                0,
                Instant.ofEpochMilli(1),
                false,
                Map.of("m", 384),
                1,
                2,
                3,
                GenerationRow.Build.none());
        GenerationRow first = catalog.generations().begin(made, "test");
        GenerationRow second = catalog.generations().begin(made, "test");
        assertThat(catalog.generations().live(collection.id())).isEmpty();

        catalog.generations().switchTo(collection.id(), second.number(), "test");

        assertThat(catalog.generations().live(collection.id()).orElseThrow().number())
                .isEqualTo(2);
        catalog.generations().forget(collection.id(), first.number());
        catalog.generations().forget(collection.id(), second.number());
        assertThat(catalog.generations().list(collection.id())).hasSize(1);
        assertThatThrownBy(() -> catalog.generations().switchTo(collection.id(), 9, "test"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_catalogueOfANewerRecto_isRefusedAndLeftAsItIs() throws SQLException {
        catalog.close();
        int now;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            now = statement.executeQuery("PRAGMA user_version").getInt(1);
            statement.execute("PRAGMA user_version = 999");
        }

        assertThatThrownBy(() -> Catalog.open(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("newer Recto");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + now);
        }
        catalog = Catalog.open(file);
        assertThat(catalog.check()).isEmpty();
    }

    @Test
    void write_noRoomLeft_saysWhatToDo(@TempDir Path folder) throws SQLException {
        try (var database = new Database(folder.resolve("small.db"), "FULL")) {
            database.write(handle -> handle.execute("CREATE TABLE filling (bytes BLOB)"));
            int pages = database.write(handle -> handle.createQuery("PRAGMA max_page_count = 4")
                    .mapTo(Integer.class)
                    .one());
            assertThat(pages).isEqualTo(4);

            assertThatThrownBy(() ->
                            database.write(handle -> handle.execute("INSERT INTO filling VALUES (zeroblob(1000000))")))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("Make room");
        }
    }

    @Test
    void read_fileThatCannotBeOpenedJustNow_isTheDisksFaultAndNoDocuments(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        try (var database = new Database(home.resolve("catalog.db"), "FULL")) {
            Files.move(
                    home,
                    folder.resolve("elsewhere")); // the connection that writes is open, the first that reads is not
            assertThatThrownBy(() -> database.read(handle ->
                            handle.createQuery("SELECT 1").mapTo(Integer.class).one()))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("cannot be read or written");
        }
    }

    @Test
    void moment_whileSomebodyWrites_isNotBeforeWhatIsWritten(@TempDir Path folder) throws Exception {
        try (var database = new Database(folder.resolve("catalog.db"), "FULL")) {
            FutureTask<Instant> moment = new FutureTask<>(database::moment);
            Instant written = database.write(handle -> {
                Thread asking = Thread.ofPlatform().start(moment);
                while (asking.getState() != Thread.State.WAITING && asking.isAlive()) {
                    Thread.onSpinWait();
                }
                Instant asked = Instant.now();
                while (!Instant.now().isAfter(asked.plusMillis(1))) {
                    Thread.onSpinWait();
                }
                return Instant.now().truncatedTo(ChronoUnit.MILLIS);
            });

            assertThat(moment.get()).isAfterOrEqualTo(written);
        }
    }

    @Test
    void open_brokenFile_saysWhatToDo(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.db"), "no database at all".repeat(100));

        assertThatThrownBy(() -> Catalog.open(broken))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("backup");
    }

    @Test
    void reads_besideWrites_neverWaitOrFail() throws InterruptedException {
        CollectionRow collection = catalog.collections().require("default");
        var done = new CountDownLatch(1);
        var failures = new ArrayList<Throwable>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                while (done.getCount() > 0) {
                    catalog.documents().counts(collection.id());
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        for (int i = 0; i < 100; i++) {
            receive(collection, "f" + i, "text " + i);
        }
        done.countDown();
        reader.join();

        assertThat(failures).isEmpty();
        assertThat(catalog.documents().counts(collection.id()).total()).isEqualTo(100);
    }
}
