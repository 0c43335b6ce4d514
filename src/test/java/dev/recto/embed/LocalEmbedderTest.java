package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.recto.document.TextRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEmbedderTest {
    private static final String ENGLISH = BuiltInModel.BGE_SMALL_EN.local().id();
    private static final String CHINESE = BuiltInModel.BGE_SMALL_ZH.local().id();

    @TempDir
    static Path cache;

    private static LocalEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = new LocalEmbedder(cache, 2);
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void embed_englishTexts_equalsLangChain4jWhateverIsBesideThem() throws InterruptedException {
        List<String> texts = IntStream.range(0, 20)
                .mapToObj(i -> "The tenant of flat " + i + " pays " + (700 + 13 * i) + " euros a month; "
                        + "notice must be given in writing, naïvely or not, 3 months before. ".repeat(1 + i))
                .toList();
        var peer = new BgeSmallEnV15QuantizedEmbeddingModel();
        List<Embedding> ours = embedder.embed(ENGLISH, inputs(texts));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(EmbeddingBenchmark.cosine(
                            ours.get(i).vector(),
                            peer.embed(texts.get(i)).content().vector()))
                    .isGreaterThan(0.9999);
        }
    }

    @Test
    void embed_chineseTexts_equalsLangChain4jWhateverIsBesideThem() throws InterruptedException {
        List<String> texts = IntStream.range(0, 20)
                .mapToObj(i -> "第" + i + "号房屋的租客每月支付" + (700 + 13 * i) + "元租金；" + "退租须提前三个月书面通知房东。".repeat(1 + i))
                .toList();
        var peer = new BgeSmallZhV15QuantizedEmbeddingModel();
        List<Embedding> ours = embedder.embed(CHINESE, inputs(texts));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(EmbeddingBenchmark.cosine(
                            ours.get(i).vector(),
                            peer.embed(texts.get(i)).content().vector()))
                    .isGreaterThan(0.9999);
        }
    }

    @Test
    void embed_anyTexts_givesVectorsOfLengthOneAndOfTheModelsDimensions() throws InterruptedException {
        for (EmbeddingModel model : embedder.models()) {
            for (Embedding embedding :
                    embedder.embed(model.id(), inputs(List.of("A lease.", "租约。", "", "😀", "\ud800")))) {
                assertThat(embedding.model()).isEqualTo(model.id());
                assertThat(embedding.vector()).hasSize(model.dimensions());
                assertThat(length(embedding.vector())).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void embed_sentences_givesEachTheVectorNearestToItsOwnWords() throws InterruptedException {
        String text = "𠮷野家 is a restaurant. The lease ends in May. Cats sleep all day.";
        List<TextRange> ranges = List.of(
                range(text, "𠮷野家 is a restaurant."),
                range(text, "The lease ends in May."),
                range(text, "Cats sleep all day."));
        Embedding embedding = embedder.embed(ENGLISH, List.of(new EmbeddingInput("Contract", text, ranges)))
                .getFirst();
        assertThat(embedding.sentences()).hasSize(3).allSatisfy(vector -> assertThat(vector)
                .hasSize(384));
        assertThat(nearest("When does the lease end?", embedding)).isEqualTo(1);
        assertThat(nearest("What do cats do?", embedding)).isEqualTo(2);
        assertThat(nearest("Where can I eat?", embedding)).isZero();
    }

    @Test
    void embed_textPastTheWindow_givesLaterSentencesTheirVectorsAndThoseFarPastNone() throws InterruptedException {
        String filler = "The committee met and adjourned without any decision on the matter. ";
        String text = filler.repeat(60) + "Cats sleep all day. " + filler.repeat(300);
        List<TextRange> ranges = List.of(
                new TextRange(0, filler.length()),
                range(text, "Cats sleep all day."),
                new TextRange(text.length() - filler.length(), text.length()));
        Embedding embedding = embedder.embed(ENGLISH, List.of(new EmbeddingInput("", text, ranges)))
                .getFirst();
        assertThat(embedding.sentences()).extracting(vector -> vector.length).containsExactly(384, 384, 0);
        assertThat(nearest("What do cats do?", embedding)).isEqualTo(1);
    }

    @Test
    void embed_hugeContext_leavesTheTextMostOfTheWindow() throws InterruptedException {
        String text = "Cats sleep all day.";
        List<TextRange> ranges = List.of(new TextRange(0, text.length()));
        List<Embedding> embeddings = embedder.embed(
                ENGLISH,
                List.of(
                        new EmbeddingInput("Minutes of the committee ".repeat(500), text, ranges),
                        new EmbeddingInput("", text, ranges)));
        assertThat(embeddings.getFirst().sentences().getFirst()).hasSize(384);
        assertThat(EmbeddingBenchmark.cosine(
                        embeddings.get(0).vector(), embeddings.get(1).vector()))
                .isLessThan(0.99);
    }

    @Test
    void embedQuestion_eachScript_usesItsModels() throws InterruptedException {
        assertThat(embedder.embedQuestion("When does the lease end?"))
                .extracting(QuestionEmbedding::model)
                .containsExactly(ENGLISH);
        assertThat(embedder.embedQuestion("租约什么时候到期？"))
                .extracting(QuestionEmbedding::model)
                .containsExactly(CHINESE);
        assertThat(embedder.embedQuestion("什么是 notice period?"))
                .extracting(QuestionEmbedding::model)
                .containsExactlyInAnyOrder(ENGLISH, CHINESE);
    }

    @Test
    void embedQuestion_question_isVectorOfPrefixedQuestionAndMeanOfItsOwnTokens() throws InterruptedException {
        String prefix = "Represent this sentence for searching relevant passages: ";
        String question = "When does the lease end?";
        QuestionEmbedding embedded = embedder.embedQuestion(question).getFirst();
        var own = new TextRange(prefix.length(), prefix.length() + question.length());
        Embedding prefixed = embedder.embed(ENGLISH, List.of(new EmbeddingInput("", prefix + question, List.of(own))))
                .getFirst();
        assertThat(EmbeddingBenchmark.cosine(embedded.vector(), prefixed.vector()))
                .isGreaterThan(0.99999);
        assertThat(Vectors.quantise(embedded.tokens()))
                .isEqualTo(prefixed.sentences().getFirst());
    }

    @Test
    void embed_interrupted_stopsAndSaysSo() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> embedder.embed(ENGLISH, inputs(List.of("a", "b", "c"))))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void embed_unknownModel_isRefusedByName() {
        assertThatThrownBy(() -> embedder.embed("word2vec", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word2vec");
    }

    @Test
    void embed_afterClose_isRefused(@TempDir Path folder) {
        LocalEmbedder closed = new LocalEmbedder(folder, 1);
        closed.close();
        assertThatThrownBy(() -> closed.embedQuestion("Hello?")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void embed_brokenCacheFile_isMadeAgain(@TempDir Path folder) throws Exception {
        float[] before;
        try (LocalEmbedder first = new LocalEmbedder(folder, 1)) {
            before = first.embedQuestion("Hello?").getFirst().vector();
        }
        List<Path> kept = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".onnx")).forEach(kept::add);
        }
        assertThat(kept).hasSize(1);
        Files.write(kept.getFirst(), new byte[] {1, 2, 3});
        try (LocalEmbedder second = new LocalEmbedder(folder, 1)) {
            assertThat(second.embedQuestion("Hello?").getFirst().vector()).isEqualTo(before);
        }
        assertThat(Files.size(kept.getFirst())).isGreaterThan(1_000_000);
    }

    @Test
    void embed_cacheFolderThatCannotBe_stillEmbeds(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (LocalEmbedder embedder = new LocalEmbedder(file.resolve("cache"), 1)) {
            assertThat(embedder.embedQuestion("Hello?")).hasSize(1);
        }
    }

    private static List<EmbeddingInput> inputs(List<String> texts) {
        return texts.stream()
                .map(text -> new EmbeddingInput("", text, List.of()))
                .toList();
    }

    private static TextRange range(String text, String part) {
        return new TextRange(text.indexOf(part), text.indexOf(part) + part.length());
    }

    private static int nearest(String question, Embedding embedding) throws InterruptedException {
        float[] tokens = embedder.embedQuestion(question).getFirst().tokens();
        int best = -1;
        double bestProduct = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < embedding.sentences().size(); i++) {
            byte[] sentence = embedding.sentences().get(i);
            double product = 0;
            for (int d = 0; d < sentence.length; d++) {
                product += tokens[d] * sentence[d];
            }
            if (sentence.length > 0 && product > bestProduct) {
                best = i;
                bestProduct = product;
            }
        }
        return best;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
