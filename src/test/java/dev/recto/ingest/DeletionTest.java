package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.AnswerRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.HomeKey;
import dev.recto.document.DocumentFacts;
import dev.recto.embed.LocalEmbedder;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionTest {
    private static final String SECRET =
            "The vermilion ledger of Northlight was kept in the third drawer of the oak cabinet until the spring of 1974.";
    private LocalEmbedder embedder;
    private FailingEmbedder embedding;
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
        docs = Files.createDirectories(temporary.resolve("docs"));
        folder = temporary.resolve("backups");
        embedding = new FailingEmbedder(embedder);
        house = new TestHome(temporary.resolve("home"), embedding);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private DocumentRow ingested(String name, String text) throws IOException, InterruptedException {
        Files.writeString(docs.resolve(name), text);
        house.ingest(docs.resolve(name));
        return house.row(name);
    }

    private DeletionReceipt receipt(DocumentRow row) {
        return house.ingestor.receipt(house.collection, row.id()).orElseThrow();
    }

    /** Returns the files of the home that hold some bytes. */
    private List<Path> holding(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(house.home.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void keepAnswerOf(DocumentRow row) {
        house.catalog
                .answers()
                .keep(
                        new AnswerRow(
                                "a_0123456789abcdefghij",
                                house.collection.id(),
                                "owner",
                                Instant.EPOCH,
                                Map.of(),
                                1,
                                Set.of(row.id()),
                                "{\"quote\":\"" + SECRET + "\"}"),
                        10);
    }

    @Test
    void delete_document_leavesItsWordsInNoFile() throws Exception {
        ingested("b.txt", "Beta words stay.");
        DocumentRow row = ingested("a.txt", SECRET);
        keepAnswerOf(row);
        assertThat(holding("the third drawer of the oak")).hasSizeGreaterThanOrEqualTo(2);

        DeletionReceipt first = house.ingestor.delete(house.collection, row.id());
        assertThat(first.scan()).isNull();
        assertThat(house.ingestor.expunge(house.collection)).isTrue();

        DeletionReceipt last = receipt(row);
        assertThat(last.absent()).isTrue();
        assertThat(last.deletion().passages()).isEqualTo(1);
        assertThat(last.deletion().answers()).isEqualTo(1);
        assertThat(last.scan().found()).isZero();
        assertThat(last.scan().files()).isPositive();
        assertThat(last.contentsWaiting()).isEmpty();
        assertThat(holding("the third drawer of the oak")).isEmpty();
        assertThat(house.find("beta")).hasSize(1);
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void delete_workOnItComesInAfterwardsAndAnotherCommits_staysDeleted() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        PassageIndex index = house.indexes.live(house.collection);
        DocumentFacts facts;
        List<PassageEntry> entries;
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            List<FoundPassage> passages = snapshot.passages(row.id());
            facts = passages.getFirst().document();
            entries = passages.stream()
                    .map(found -> new PassageEntry(found.id(), found.passage(), found.partKind(), List.of()))
                    .toList();
        }

        DeletionReceipt receipt = house.ingestor.delete(house.collection, row.id());
        index.replace(facts, entries);
        index.commit(index.ledgerPosition());

        assertThat(receipt.absent()).isTrue();
        assertThat(house.indexSize()).isZero();
    }

    @Test
    void delete_killedBetweenTombstoneAndVectors_leavesNoVectorOnceItIsExpunged() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        assertThat(house.vectors.size()).isPositive();
        vectorsRefuse(true);
        assertThatThrownBy(() -> house.ingestor.delete(house.collection, row.id()))
                .hasMessageContaining("broken off");
        vectorsRefuse(false);
        assertThat(house.vectors.size()).isPositive();

        house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
        assertThat(house.ingestor.expunge(house.collection)).isTrue();

        assertThat(house.vectors.size()).isZero();
        assertThat(house.indexSize()).isZero();
        assertThat(house.catalog.deletions().texts(List.of(row.id()))).isEmpty();
    }

    @Test
    void delete_brokenOffAfterTheTombstone_receiptSaysNoMoreThanWasLookedFor() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        house.catalog.documents().bury(List.of(row.id()), "delete"); // and the process ended

        house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
        assertThat(house.ingestor.expunge(house.collection)).isTrue();

        assertThat(receipt(row).scan().files()).isZero(); // no stretch of its text was kept to look for
        assertThat(receipt(row).absent()).isTrue();
    }

    @Test
    void delete_readByAnEarlierReader_takesItsVectorsToo() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        Path read = house.home.read().resolve(row.content().hex());
        Files.move(
                read.resolve("v" + ReaderVersion.CURRENT),
                read.resolve("v" + (ReaderVersion.CURRENT - 1))); // as an upgrade leaves it

        house.ingestor.delete(house.collection, row.id());

        assertThat(house.vectors.size()).isZero();
        assertThat(house.catalog.deletions().marks(row.id())).isNotEmpty();
    }

    @Test
    void delete_collection_leavesNoFolderAlsoWhereItWasBrokenOff() throws Exception {
        ingested("a.txt", SECRET);
        Path index = house.home.index().resolve(house.collection.id().value());
        house.catalog.collections().delete(house.collection.id()); // and the process ended before the files went
        house.close();
        assertThat(index).exists();

        house = new TestHome(house.home.root(), embedding);

        assertThat(index).doesNotExist();
        ingested("a.txt", SECRET);
        house.ingestor.delete(house.collection);
        assertThat(house.home.index()).isEmptyDirectory();
    }

    @Test
    void delete_collection_leavesItsWordsInNoFile() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        keepAnswerOf(row);
        Files.delete(docs.resolve("a.txt"));

        house.ingestor.delete(house.collection);

        assertThat(holding("the third drawer of the oak")).isEmpty();
    }

    private void vectorsRefuse(boolean refuse) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + house.home.vectorFile());
                var statement = connection.createStatement()) {
            statement.execute(
                    refuse
                            ? "CREATE TRIGGER refusing BEFORE DELETE ON vector BEGIN SELECT RAISE(ABORT, 'broken off'); END"
                            : "DROP TRIGGER refusing");
        }
    }

    @Test
    void expunge_wordsLeftInAFile_areCountedInTheReceipt() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        house.ingestor.delete(house.collection, row.id());
        Files.writeString(house.home.data().resolve("forgotten.txt"), "x".repeat(70_000) + SECRET);

        house.ingestor.expunge(house.collection);

        assertThat(receipt(row).scan().found()).isEqualTo(1);
    }

    @Test
    void expunge_index_holdsNoDeletedPassageAnyMore() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        ingested("b.txt", "Beta words stay.");
        PassageIndex index = house.indexes.live(house.collection);
        index.delete(row.id());
        index.commit(index.ledgerPosition());
        long position = index.ledgerPosition();

        index.expunge();

        assertThat(index.ledgerPosition()).isEqualTo(position);
        assertThat(index.check()).isEmpty();
        assertThat(holding("drawer").stream().filter(file -> file.startsWith(house.home.index())))
                .isEmpty();
    }

    @Test
    void marks_stretchAnywhereInAFile_isFoundAndAnotherIsNot() throws Exception {
        long[] marks = TextMarks.of(List.of(SECRET, "short", SECRET.replace('e', 'é')));
        Set<Long> wanted = new HashSet<>(LongStream.of(marks).boxed().toList());
        assertThat(wanted).hasSize(2);
        for (int before : new int[] {0, 1, 47, 48, 65_500, 65_536, 131_000}) {
            Path file = Files.writeString(docs.resolve("f"), "y".repeat(before) + SECRET + "z");
            assertThat(TextMarks.in(file, wanted)).hasSize(1);
        }
        Path other = Files.writeString(docs.resolve("f"), "y".repeat(200_000));
        assertThat(TextMarks.in(other, wanted)).isEmpty();
    }

    @Test
    void receipt_backupTakenWhileItWasThere_isNamedUntilItIsRemoved() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        var backups = new Backups(house.parts, house.ingestor);
        String id = backups.take(folder, 0).id();

        house.ingestor.delete(house.collection, row.id());

        assertThat(receipt(row).backups()).singleElement().satisfies(backup -> assertThat(backup.id())
                .isEqualTo(id));
        backups.take(folder, 1);
        assertThat(receipt(row).backups()).isEmpty();
    }

    @Test
    void delete_whileADocumentIsInHand_itsBytesGoAfterThat() throws Exception {
        DocumentRow row = ingested("a.txt", SECRET);
        Files.delete(docs.resolve("a.txt"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(docs.resolve("n" + i + ".txt"), "Words of number " + i + ".");
        }
        var left = new ArrayList<Boolean>();
        embedding.before = () -> {
            if (left.isEmpty()) {
                Thread deleting = Thread.ofPlatform().start(() -> {
                    try {
                        house.ingestor.delete(house.collection, row.id());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                try {
                    deleting.join(); // which waits for this document in vain
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            left.add(house.originals.has(row.content()));
        };

        house.ingest(docs);

        assertThat(left.getFirst()).isTrue();
        assertThat(house.originals.has(row.content())).isFalse();
        assertThat(receipt(row).contentsWaiting()).isEmpty();
    }

    @Test
    void homeKey_isMadeOnceAndReadableByItsOwnerAlone() throws Exception {
        HomeKey key = HomeKey.of(house.home);
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);

        assertThat(HomeKey.of(house.home).publicKey()).isEqualTo(key.publicKey());
        assertThat(HomeKey.signed(key.publicKey(), bytes, key.sign(bytes))).isTrue();
        bytes[0]++;
        assertThat(HomeKey.signed(key.publicKey(), bytes, key.sign(new byte[1])))
                .isFalse();
        assertThat(HomeKey.signed("no key", bytes, "none")).isFalse();
        assertThat(Files.getPosixFilePermissions(house.home.privateKeyFile())).hasSize(2);
    }
}
