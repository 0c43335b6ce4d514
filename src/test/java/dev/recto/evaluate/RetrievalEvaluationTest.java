package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.VectorCache;
import dev.recto.embed.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalEvaluationTest {
    private static final String QRELS = """
            query-id\tcorpus-id\tscore
            q1\tlease\t1
            q2\tcat\t1
            q2\tnot there\t1
            """;

    @TempDir
    Path folder;

    private Path set;

    @BeforeEach
    void writeSet() throws IOException {
        set = Files.createDirectories(folder.resolve("tiny-set"));
        Files.createDirectories(set.resolve("qrels"));
        Files.writeString(set.resolve("corpus.jsonl"), """
                {"_id": "lease", "title": "Lease", "text": "The notice period is three months."}
                {"_id": "cat", "title": "Cats", "text": ""}
                {"_id": "dog", "title": "", "text": "A dog barks."}
                """);
        Files.writeString(set.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "What is the notice period?"}
                {"_id": "q2", "text": "barking cat?"}
                {"_id": "q3", "text": "a question that nobody judged"}
                """);
        Files.writeString(set.resolve("qrels/test.tsv"), QRELS);
    }

    @Test
    void measure_smallSet_ranksDocumentsByTheirBestPassage() throws InterruptedException {
        SetReport result = measure().getFirst();
        assertThat(result.name()).isEqualTo("tiny-set");
        assertThat(result.counts())
                .containsEntry("documents", 3)
                .containsEntry("questions", 2)
                .containsEntry("missing", 1);
        assertThat(lexical(result, "ndcg@10", 1, 0)).isEqualTo(1);
        assertThat(lexical(result, "recall@10", 0, 1)).isEqualTo(0.5);
        assertThat(result.rankings()).containsOnlyKeys("fused", "lexical", "dense");
    }

    @Test
    void measure_blankQuestion_findsNothingAndCounts() throws Exception {
        Files.writeString(set.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "What is the notice period?"}
                {"_id": "q2", "text": ""}
                """);
        SetReport result = measure().getFirst();
        assertThat(result.questions()).isEqualTo(2);
        assertThat(lexical(result, "ndcg@10", 1, 0)).isEqualTo(1);
        assertThat(lexical(result, "ndcg@10", 0, 1)).isZero();
    }

    @Test
    void json_comparedSet_hasTheThreeRankings() throws InterruptedException {
        assertThat(ReportJson.of(measure()).get("sets"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Object.class))
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys("name", "fused", "lexical", "dense");
    }

    @Test
    void measure_malformedLine_namesFileAndLine() throws IOException {
        Files.writeString(set.resolve("queries.jsonl"), "{\"_id\": \"q1\", \"text\": \"ok\"}\n{\"_id\": \"q2\"\n");
        assertThatThrownBy(this::measure)
                .isInstanceOf(EvaluationDataException.class)
                .hasMessageContaining("queries.jsonl, line 2");
        writeSet();
        Files.writeString(set.resolve("qrels/test.tsv"), QRELS + "q1\tcat\tmany\n");
        assertThatThrownBy(this::measure)
                .hasMessageContaining("test.tsv, line 5")
                .hasMessageContaining("many");
        writeSet();
        Files.writeString(set.resolve("corpus.jsonl"), "{\"_id\": 7, \"text\": \"x\"}\n");
        assertThatThrownBy(this::measure)
                .hasMessageContaining("corpus.jsonl, line 1")
                .hasMessageContaining("_id");
    }

    @Test
    void measure_folderWithoutFiles_saysWhatABeirFolderHas() throws IOException {
        Files.delete(set.resolve("corpus.jsonl"));
        assertThatThrownBy(this::measure)
                .isInstanceOf(EvaluationDataException.class)
                .hasMessageContaining("corpus.jsonl");
    }

    private static double lexical(SetReport report, String figure, int... counts) {
        return report.rankings().get("lexical").get(figure).of(counts);
    }

    private List<SetReport> measure() throws InterruptedException {
        Embedder embedder = new ConstantEmbedder();
        try (VectorCache cache = VectorCache.open(folder.resolve("vectors.db"))) {
            return new RetrievalEvaluation(new Instrument(embedder, cache, PlainAssembly::new, true))
                    .measure(List.of(set));
        }
    }
}
