package dev.recto.retrieve;

import static dev.recto.index.IndexedSamples.document;
import static dev.recto.index.IndexedSamples.passage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recto.document.Caller;
import dev.recto.document.DocumentFacts;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.index.IndexedSamples;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrieverTest {
    private static final DocumentFacts LEASE = document("lease");
    private static final DocumentFacts POLICY = document("policy");

    @TempDir
    Path folder;

    private LuceneIndex index;

    @BeforeEach
    void open() {
        index = LuceneIndex.open(folder, List.of(IndexedSamples.FIELD));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void retrieve_wordsAndVectorAgree_ranksThatPassageFirst() throws InterruptedException {
        index.replace(
                LEASE,
                List.of(
                        passage(LEASE, 1, "the notice period is three months", 0.8f, 0.6f, 0),
                        passage(LEASE, 2, "the rent is due monthly", 1, 0, 0),
                        passage(LEASE, 3, "notice of the garden", 0, 1, 0)));
        index.commit(1);
        Evidence evidence = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "notice period");
        assertThat(texts(evidence))
                .containsExactly(
                        "the notice period is three months", "the rent is due monthly", "notice of the garden");
        ScoredPassage first = evidence.passages().getFirst();
        assertThat(first.dense()).isEqualTo(0.75, within(1e-6));
        assertThat(first.lexical()).isPositive();
        assertThat(evidence.weights()).containsOnlyKeys("notic", "period");
        assertThat(evidence.question()).hasSize(1);
    }

    @Test
    void retrieve_score_isTheWeightedAverageOfBothShares() throws InterruptedException {
        index.replace(
                LEASE, List.of(passage(LEASE, 1, "notice period", 0.8f, 0.6f, 0), passage(LEASE, 2, "rent", 0, 1, 0)));
        index.commit(1);
        Evidence evidence = ask(new Retriever(new FixedEmbedder(1, 0, 0), new Ranking(0.5, 0, false)), "notice period");
        ScoredPassage first = evidence.passages().getFirst();
        double most = evidence.weights().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(first.score()).isEqualTo(0.5 * 0.75 + 0.5 * first.lexical() / most, within(1e-6));
        assertThat(first.lexical()).isLessThan(most);
    }

    @Test
    void retrieve_nothingFits_scoresLow() throws InterruptedException {
        index.replace(LEASE, List.of(passage(LEASE, 1, "the rent is due", 0.3f, 0.95394f, 0)));
        index.commit(1);
        Evidence evidence = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "capital of France");
        assertThat(evidence.passages()).hasSize(1);
        assertThat(evidence.passages().getFirst().score()).isLessThan(0.1);
    }

    @Test
    void retrieve_equalPassagesOfEqualContents_comeOnce() throws InterruptedException {
        for (int i = 0; i < 150; i++) {
            DocumentFacts copy = new DocumentFacts(
                    document("copy" + i).id(), "copy" + i, "copy", LEASE.access(), Map.of(), LEASE.content());
            index.replace(
                    copy,
                    List.of(passage(copy, 1, "notice period", 1, 0, 0), passage(copy, 2, "notice rent", 1, 0, 0)));
        }
        index.replace(POLICY, List.of(passage(POLICY, 1, "notice period", 0, 1, 0)));
        index.commit(1);
        Evidence evidence = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "notice period");
        assertThat(evidence.passages())
                .extracting(scored -> scored.found().passage().text() + "/"
                        + scored.found().document().content())
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void retrieve_passagesWithoutVectors_areRankedByWordsAlone() throws InterruptedException {
        index.replace(LEASE, List.of(passage(LEASE, 1, "rent"), passage(LEASE, 2, "notice period")));
        index.commit(1);
        Evidence evidence = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "notice period");
        assertThat(texts(evidence)).containsExactly("notice period");
        assertThat(evidence.passages().getFirst().score()).isGreaterThan(0.2);
    }

    @Test
    void retrieve_lexicalAndDense_useOneListEach() throws InterruptedException {
        index.replace(LEASE, List.of(passage(LEASE, 1, "notice", 0, 1, 0), passage(LEASE, 2, "rent", 1, 0, 0)));
        index.commit(1);
        Evidence lexical = ask(new Retriever(new FixedEmbedder(1, 0, 0), Ranking.LEXICAL), "notice");
        Evidence dense = ask(new Retriever(new FixedEmbedder(1, 0, 0), Ranking.DENSE), "notice");
        assertThat(texts(lexical)).containsExactly("notice");
        assertThat(lexical.question()).isEmpty();
        assertThat(texts(dense)).containsExactly("rent", "notice");
        assertThat(dense.passages()).allMatch(scored -> scored.lexical() == 0);
    }

    @Test
    void retrieve_limit_isKept() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            DocumentFacts facts = document("doc" + i);
            index.replace(facts, List.of(passage(facts, 1, "notice " + i, 1, 0, 0)));
        }
        index.commit(1);
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            Question question = new Question("notice", Map.of(), 7);
            Evidence evidence = new Retriever(new FixedEmbedder(1, 0, 0)).retrieve(Caller.owner(), question, snapshot);
            assertThat(evidence.passages()).hasSize(7);
            assertThat(evidence.passages()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        }
    }

    @Test
    void retrieve_questionCallsADocumentByItsFileName_ranksItsPassagesFirst() throws InterruptedException {
        for (String name : List.of("ACME_2022_10K.pdf", "ACME_2018_10K.pdf", "Other_2018.pdf")) {
            DocumentFacts report = document(name);
            index.replace(
                    report,
                    IntStream.rangeClosed(1, 8)
                            .mapToObj(n -> passage(report, n, "net sales rose in quarter " + n))
                            .toList());
        }
        index.commit(1);
        String question = "What were Acme's net sales in FY18?";

        Evidence named = ask(new Retriever(new FixedEmbedder(1, 0, 0)), question);
        Evidence unnamed = ask(new Retriever(new FixedEmbedder(1, 0, 0), new Ranking(0.2, 0, false)), question);

        assertThat(named.passages().subList(0, 8))
                .allMatch(scored -> name(scored).equals("ACME_2018_10K.pdf"));
        assertThat(name(unnamed.passages().getFirst())).isEqualTo("ACME_2022_10K.pdf");
    }

    @Test
    void retrieve_documentOfFewPassages_isNotRaisedByItsName() throws InterruptedException {
        DocumentFacts note = document("Notice.pdf");
        index.replace(note, List.of(passage(note, 1, "the rent is due")));
        index.commit(1);

        double named = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "notice")
                .passages()
                .getFirst()
                .score();
        double unnamed = ask(new Retriever(new FixedEmbedder(1, 0, 0), new Ranking(0.2, 0, false)), "notice")
                .passages()
                .getFirst()
                .score();

        assertThat(named).isEqualTo(unnamed);
    }

    @Test
    void retrieve_modelWithFeedback_raisesWhatResemblesTheBest() throws InterruptedException {
        index.replace(
                LEASE,
                List.of(
                        passage(LEASE, 1, "best", 0.9f, 0.435889f, 0),
                        passage(LEASE, 2, "second", 0.88f, 0.474974f, 0),
                        passage(LEASE, 3, "third", 0.86f, 0.510294f, 0),
                        passage(LEASE, 4, "unlike the best", 0.71f, -0.704202f, 0),
                        passage(LEASE, 5, "like the best", 0.7f, 0.714143f, 0)));
        index.commit(1);

        Evidence without = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "question");
        Evidence with = ask(new Retriever(new FixedEmbedder(0.5, 1, 0, 0)), "question");

        assertThat(texts(without)).containsExactly("best", "second", "third", "unlike the best", "like the best");
        assertThat(texts(with)).containsExactly("best", "second", "third", "like the best", "unlike the best");
        assertThat(with.passages().getFirst().score())
                .isEqualTo(without.passages().getFirst().score(), within(0.01));
    }

    @Test
    void retrieve_passageThatNoVectorCompares_isNotPushedDownByFeedback() throws InterruptedException {
        index.replace(
                LEASE,
                List.of(
                        passage(LEASE, 1, "rent", 0.9f, 0.435889f, 0),
                        passage(LEASE, 2, "rent", 0.5f, -0.866025f, 0),
                        passage(LEASE, 3, "rent")));
        index.commit(1);

        Evidence with = ask(new Retriever(new FixedEmbedder(0.5, 1, 0, 0)), "rent");
        Evidence without = ask(new Retriever(new FixedEmbedder(1, 0, 0)), "rent");

        assertThat(with.passages().getLast().score())
                .isCloseTo(without.passages().getLast().score(), within(0.1));
    }

    private static String name(ScoredPassage scored) {
        return scored.found().document().name();
    }

    private Evidence ask(Retriever retriever, String question) throws InterruptedException {
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            return retriever.retrieve(Caller.owner(), Question.of(question), snapshot);
        }
    }

    private static List<String> texts(Evidence evidence) {
        return evidence.passages().stream()
                .map(scored -> scored.found().passage().text())
                .toList();
    }

    /** Gives every question the same vector; its range maps cosines from 0.2 to 1 onto 0 to 1. */
    private record FixedEmbedder(double feedback, float... vector) implements Embedder {
        FixedEmbedder(float... vector) {
            this(0, vector);
        }

        @Override
        public List<EmbeddingModel> models() {
            return List.of(new EmbeddingModel("tiny", 3, 0.2, 1, feedback));
        }

        @Override
        public List<String> modelsFor(String text) {
            return List.of("tiny");
        }

        @Override
        public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
            return inputs.stream()
                    .map(input -> new Embedding(model, vector, List.of()))
                    .toList();
        }

        @Override
        public List<QuestionEmbedding> embedQuestion(String question) {
            return List.of(new QuestionEmbedding("tiny", vector, null));
        }

        @Override
        public void close() {}
    }
}
