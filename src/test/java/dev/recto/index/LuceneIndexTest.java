package dev.recto.index;

import static dev.recto.index.IndexedSamples.FIELD;
import static dev.recto.index.IndexedSamples.document;
import static dev.recto.index.IndexedSamples.passage;
import static dev.recto.index.IndexedSamples.question;
import static dev.recto.index.IndexedSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recto.document.Caller;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest {
    private static final DocumentFacts LEASE = document("lease.pdf");
    private static final DocumentFacts POLICY = document("policy.pdf");

    @TempDir
    Path folder;

    private LuceneIndex index;

    @BeforeEach
    void open() {
        index = LuceneIndex.open(folder, List.of(FIELD));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void open_newFolder_isEmptyAtPositionZero() {
        assertThat(index.ledgerPosition()).isZero();
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.size()).isZero();
            assertThat(snapshot.search(question("notice", 1, 0, 0))).isEmpty();
        }
    }

    @Test
    void passages_everythingGiven_isReadBack() {
        DocumentFacts facts = new DocumentFacts(
                LEASE.id(), "lease.pdf", "The lease", Set.of("board", "staff"), Map.of("type", "pdf"), LEASE.content());
        TextRange range = new TextRange(7, 27);
        Passage passage = new Passage(
                1,
                new Span(12, range),
                "Rent. Due 𝒳 monthly",
                List.of("4 Rent", "4.1 Due"),
                "Month\tRent",
                "B4:D4",
                List.of(new TextRange(7, 12), new TextRange(13, 27)));
        PassageVector vector =
                new PassageVector("tiny", new float[] {0, 1, 0}, List.of(new byte[] {127, -127}, new byte[0]));
        PassageId id = new PassageId("p_0123456789");
        index.replace(facts, List.of(new PassageEntry(id, passage, PartKind.SHEET, List.of(vector))));
        index.commit(1);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            FoundPassage found = snapshot.passages(LEASE.id()).getFirst();
            assertThat(found.id()).isEqualTo(id);
            assertThat(found.passage()).isEqualTo(passage);
            assertThat(found.partKind()).isEqualTo(PartKind.SHEET);
            assertThat(found.document()).isEqualTo(facts);
            assertThat(found.sentences().get("tiny")).containsExactly(new byte[] {127, -127}, new byte[0]);
        }
    }

    @Test
    void replace_documentWithPassages_leavesOnlyTheNewOnesInOrder() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "old notice"), passage(LEASE, 2, "old rent")));
        index.replace(POLICY, List.of(passage(POLICY, 1, "travel")));
        index.commit(1);
        index.replace(
                LEASE,
                List.of(passage(LEASE, 1, "new notice"), passage(LEASE, 2, "second"), passage(LEASE, 3, "third")));
        index.replace(LEASE, List.of(passage(LEASE, 1, "newest notice"), passage(LEASE, 2, "newest rent")));
        index.commit(2);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.passages(LEASE.id()))
                    .extracting(found -> found.passage().text())
                    .containsExactly("newest notice", "newest rent");
            assertThat(snapshot.count(LEASE.id())).isEqualTo(2);
            assertThat(snapshot.size()).isEqualTo(3);
            assertThat(texts(snapshot, words("old new second"))).isEmpty();
        }
    }

    @Test
    void replace_withNoPassages_removesTheDocument() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice")));
        index.commit(1);
        index.replace(LEASE, List.of());
        index.commit(2);
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.size()).isZero();
        }
    }

    @Test
    void delete_committed_isFoundByNeitherWordNorVector() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice period", 1, 0, 0)));
        index.replace(POLICY, List.of(passage(POLICY, 1, "travel", 0, 1, 0)));
        index.commit(1);
        index.delete(LEASE.id());
        index.delete(document("never seen").id());
        index.commit(2);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, question("notice", 1, 0, 0))).containsExactly("travel");
            assertThat(snapshot.count(LEASE.id())).isZero();
        }
    }

    @Test
    void snapshot_takenBeforeACommit_keepsWhatItSaw() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice")));
        index.commit(1);
        try (PassageIndex.Snapshot before = index.snapshot()) {
            index.delete(LEASE.id());
            assertThat(before.size()).isOne();
            index.commit(2);
            assertThat(texts(before, words("notice"))).containsExactly("notice");
            try (PassageIndex.Snapshot after = index.snapshot()) {
                assertThat(after.size()).isZero();
            }
        }
    }

    @Test
    void search_callersRights_filterWordsAndVectors() {
        DocumentFacts secret = document("secret.pdf", Set.of("board"), Map.of());
        DocumentFacts open = document("open.pdf", Set.of(Caller.EVERYONE, "staff"), Map.of());
        index.replace(secret, List.of(passage(secret, 1, "merger with Acme", 1, 0, 0)));
        index.replace(open, List.of(passage(open, 1, "canteen merger menu", 0, 1, 0)));
        index.commit(1);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, asked(new Caller("ann", Set.of(Caller.EVERYONE), false), Map.of())))
                    .containsExactly("canteen merger menu");
            assertThat(texts(snapshot, asked(new Caller("bob", Set.of("board"), false), Map.of())))
                    .containsExactly("merger with Acme");
            assertThat(texts(snapshot, asked(new Caller("eve", Set.of(), false), Map.of())))
                    .isEmpty();
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of()))).hasSize(2);
        }
    }

    @Test
    void search_metadataFilter_isExactAndCombined() {
        String longValue = "v".repeat(50_000);
        DocumentFacts first = document("a.pdf", Set.of(), Map.of("year", "2024", "type", "pdf", "note", longValue));
        DocumentFacts second = document("b.pdf", Set.of(), Map.of("year", "2024", "type", "docx"));
        index.replace(first, List.of(passage(first, 1, "merger one", 1, 0, 0)));
        index.replace(second, List.of(passage(second, 1, "merger two", 1, 0, 0)));
        index.commit(1);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of("year", "2024"))))
                    .hasSize(2);
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of("year", "2024", "type", "pdf"))))
                    .containsExactly("merger one");
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of("note", longValue))))
                    .containsExactly("merger one");
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of("year", "202"))))
                    .isEmpty();
            assertThat(texts(snapshot, asked(Caller.owner(), Map.of("ye", "ar=2024"))))
                    .isEmpty();
        }
    }

    @Test
    void search_candidateOfOneListOnly_hasTheScoresOfTheOthersToo() {
        index.replace(
                LEASE,
                List.of(
                        passage(LEASE, 1, "notice notice notice", 0, 1, 0),
                        passage(LEASE, 2, "the notice period of a tenant is three months", 0.6f, 0.8f, 0),
                        passage(LEASE, 3, "nothing of the kind", 1, 0, 0),
                        passage(LEASE, 4, "a notice without vector")));
        index.commit(1);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            IndexQuestion all = question("notice", 1, 0, 0);
            Map<Integer, Candidate> complete = byKey(snapshot.search(all));
            IndexQuestion narrow = new IndexQuestion("notice", 0, all.vectors(), all.caller(), Map.of(), 1);
            List<Candidate> union = snapshot.search(narrow);

            assertThat(union).hasSize(2).allSatisfy(candidate -> assertThat(candidate)
                    .isEqualTo(complete.get(candidate.key())));
            assertThat(snapshot.load(union))
                    .extracting(found -> found.passage().number())
                    .containsExactly(1, 3);
            assertThat(union.getFirst().cosines().get("tiny")).isEqualTo(0, within(1e-6));
            assertThat(union.getLast().lexical()).isZero();
            assertThat(complete).hasSize(4);
            assertThat(complete.values())
                    .filteredOn(candidate -> candidate.cosines().isEmpty())
                    .hasSize(1);
        }
    }

    @Test
    void search_manySegments_givesEachCandidateItsOwnScores() {
        for (int i = 0; i < 5; i++) {
            DocumentFacts facts = document("doc" + i);
            float cosine = i / 5f;
            float other = (float) Math.sqrt(1 - cosine * cosine);
            index.replace(facts, List.of(passage(facts, 1, "notice " + "word ".repeat(i), cosine, other, 0)));
            index.commit(i);
        }
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            List<Candidate> candidates = snapshot.search(question("notice", 1, 0, 0));
            List<FoundPassage> found = snapshot.load(candidates);
            assertThat(candidates).hasSize(5);
            for (int i = 0; i < 5; i++) {
                int doc = Integer.parseInt(found.get(i).document().name().substring(3));
                assertThat(candidates.get(i).cosines().get("tiny")).isEqualTo(doc / 5.0, within(1e-6));
                assertThat(candidates.get(i).lexical()).isPositive();
            }
        }
    }

    @Test
    void ledgerPosition_reopened_isTheLastCommits() {
        index.commit(41);
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice")));
        index.commit(42);
        index.close();
        index = LuceneIndex.open(folder, List.of(FIELD));
        assertThat(index.ledgerPosition()).isEqualTo(42);
    }

    @Test
    void close_withUncommittedChanges_dropsThem() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice")));
        index.close();
        index = LuceneIndex.open(folder, List.of(FIELD));
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.size()).isZero();
        }
    }

    @Test
    void open_filesOfAProcessThatDied_isTheLastCommit() throws IOException {
        index.replace(LEASE, List.of(passage(LEASE, 1, "kept")));
        index.commit(7);
        index.replace(LEASE, List.of(passage(LEASE, 1, "lost")));
        index.replace(POLICY, List.of(passage(POLICY, 1, "lost too")));
        Path left = copy(folder, Files.createTempDirectory("left"));

        try (LuceneIndex reopened = LuceneIndex.open(left, List.of(FIELD));
                PassageIndex.Snapshot snapshot = reopened.snapshot()) {
            assertThat(reopened.ledgerPosition()).isEqualTo(7);
            assertThat(texts(snapshot, words("kept lost"))).containsExactly("kept");
            assertThat(reopened.check()).isEmpty();
            reopened.replace(POLICY, List.of(passage(POLICY, 1, "goes on")));
            reopened.commit(8);
        }
    }

    @Test
    void check_soundIndexWhileWriting_findsNothing() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice", 1, 0, 0)));
        index.commit(1);
        index.replace(POLICY, List.of(passage(POLICY, 1, "travel", 1, 0, 0)));
        assertThat(index.check()).isEmpty();
        index.commit(2);
        assertThat(index.check()).isEmpty();
    }

    @Test
    void check_damagedFile_saysWhichSegment() throws IOException {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice", 1, 0, 0)));
        index.commit(1);
        Path largest;
        try (Stream<Path> files = Files.list(folder)) {
            largest = files.filter(file -> file.toString().endsWith(".cfs"))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(largest, bytes);
        assertThat(index.check()).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .contains("damaged"));
    }

    @Test
    void open_otherFormat_saysToReindex() throws IOException {
        index.close();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("recto.format", "0").entrySet());
            writer.commit();
        }
        assertThatThrownBy(() -> LuceneIndex.open(folder, List.of(FIELD)))
                .isInstanceOf(IndexFormatException.class)
                .hasMessageContaining("re-index");
    }

    @Test
    void open_otherVectorFields_saysToReindex() {
        index.close();
        assertThatThrownBy(() -> LuceneIndex.open(folder, List.of(new VectorField("tiny", 4))))
                .isInstanceOf(IndexFormatException.class)
                .hasMessageContaining("{tiny=3}")
                .hasMessageContaining("{tiny=4}");
    }

    @Test
    void open_brokenCommit_namesTheFolder() throws IOException {
        index.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("segments_")) {
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
        }
        assertThatThrownBy(() -> LuceneIndex.open(folder, List.of(FIELD)))
                .isInstanceOf(IndexDamagedException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void middle_documentOfThreePassages_isTheSecondAndNoneOfADocumentWithout() {
        index.replace(
                LEASE,
                List.of(
                        passage(LEASE, 1, "first", 1, 0, 0),
                        passage(LEASE, 2, "second", 0, 1, 0),
                        passage(LEASE, 3, "third", 0, 0, 1)));
        index.commit(1);

        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.middle(LEASE.id()))
                    .hasValueSatisfying(middle -> assertThat(middle.passage().text()).isEqualTo("second"));
            assertThat(snapshot.middle(new DocumentId("d_kc3wzjincpeapxnjnmh5"))).isEmpty();
        }
    }

    @Test
    void replace_vectorOfAnotherLength_isRefusedAndChangesNothing() {
        index.replace(LEASE, List.of(passage(LEASE, 1, "kept", 1, 0, 0)));
        assertThatThrownBy(() -> index.replace(LEASE, List.of(passage(LEASE, 1, "bad", 1, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny");
        index.commit(1);
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, words("kept bad"))).containsExactly("kept");
        }
    }

    @Test
    void replace_vectorsOf3072Dimensions_areKept() {
        float[] wide = new float[3072];
        wide[3000] = 1;
        Path other = folder.resolve("wide");
        try (LuceneIndex large = LuceneIndex.open(other, List.of(new VectorField("large", 3072)))) {
            PassageEntry plain = passage(LEASE, 1, "notice");
            PassageVector vector = new PassageVector("large", wide, List.of());
            large.replace(
                    LEASE, List.of(new PassageEntry(plain.id(), plain.passage(), PartKind.BODY, List.of(vector))));
            large.commit(1);
        }
        try (LuceneIndex large = LuceneIndex.open(other, List.of(new VectorField("large", 3072)));
                PassageIndex.Snapshot snapshot = large.snapshot()) {
            IndexQuestion question = new IndexQuestion("", 0, Map.of("large", wide), Caller.owner(), Map.of(), 10);
            assertThat(snapshot.search(question).getFirst().cosines().get("large"))
                    .isEqualTo(1, within(1e-6));
        }
    }

    private static IndexQuestion asked(Caller caller, Map<String, String> filter) {
        return new IndexQuestion("merger", 0, Map.of("tiny", new float[] {1, 0, 0}), caller, filter, 100);
    }

    private static List<String> texts(PassageIndex.Snapshot snapshot, IndexQuestion question) {
        return snapshot.load(snapshot.search(question)).stream()
                .map(found -> found.passage().text())
                .toList();
    }

    private static Map<Integer, Candidate> byKey(List<Candidate> candidates) {
        return candidates.stream().collect(java.util.stream.Collectors.toMap(Candidate::key, candidate -> candidate));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().equals("write.lock")) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        return to;
    }
}
