package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.recto.config.EmbeddingConfig;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that somebody else made, as a folder: what is used of it, and what is refused. */
class ModelFolderTest {
    /** Ranges and native libraries of all tests here; a model is calibrated once for each id. */
    @TempDir
    static Path cache;

    private Path model;

    @BeforeEach
    void writeModel(@TempDir Path parent) throws IOException {
        model = MiniLm.in(parent);
    }

    private static Embedder open(@Nullable Path english, @Nullable Path chinese) {
        return Embedders.open(
                new EmbeddingConfig(EmbeddingConfig.Provider.LOCAL, null, null, null, 0, 64, 60, 1, english, chinese),
                cache);
    }

    private String refusal() {
        try (Embedder embedder = open(model, null)) {
            return "taken: " + embedder.models();
        } catch (EmbeddingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(model.resolve(name), text);
    }

    @Test
    void embed_meanPooledModel_equalsLangChain4jsOwn() throws InterruptedException {
        List<String> texts = IntStream.range(0, 20)
                .mapToObj(i -> "The tenant of flat " + i + " pays " + (700 + 13 * i) + " euros a month; "
                        + "notice must be given in writing, naïvely or not, 3 months before. ".repeat(1 + i % 7))
                .toList();
        var peer = new AllMiniLmL6V2QuantizedEmbeddingModel();
        try (Embedder embedder = open(model, null)) {
            List<Embedding> ours = embedder.embed(embedder.models().getFirst().id(), inputs(texts));
            for (int i = 0; i < texts.size(); i++) {
                float[] theirs = peer.embed(texts.get(i)).content().vector();
                assertThat(Vectors.product(ours.get(i).vector(), theirs)).isGreaterThan(0.9999);
            }
        }
    }

    @Test
    void open_oneLanguagesFolder_leavesTheOtherToTheBuiltInModel() throws InterruptedException {
        try (Embedder embedder = open(model, null)) {
            assertThat(embedder.models()).extracting(EmbeddingModel::dimensions).containsExactly(384, 512);
            assertThat(embedder.models().getFirst().id()).matches("all-MiniLM-L6-v2-[0-9a-f]{12}");
            assertThat(embedder.models().getLast())
                    .isEqualTo(BuiltInModel.BGE_SMALL_ZH.local().model());
            assertThat(embedder.modelsFor("什么是 notice period?"))
                    .containsExactlyElementsOf(
                            embedder.models().stream().map(EmbeddingModel::id).toList());
            assertThat(embedder.embedQuestion("租约什么时候到期？"))
                    .extracting(QuestionEmbedding::model)
                    .containsExactly("bge-small-zh-v1.5-q");
        }
    }

    @Test
    void open_oneModelForBothLanguages_isOneModelWhereverItLies(@TempDir Path elsewhere) throws Exception {
        Path copy = MiniLm.in(elsewhere);
        Path range = cache.resolve(ModelFolder.read(model).id() + "-range-1-CHINESE-ENGLISH.txt");
        Files.writeString(Files.createDirectories(cache).resolve(range), "0.2\n0.7\n"); // as if it had been measured
        try (Embedder embedder = open(model, copy)) {
            assertThat(embedder.models()).hasSize(1);
            assertThat(embedder.modelsFor("什么是 notice period?")).hasSize(1);
            assertThat(embedder.embedQuestion("什么是 notice period?")).hasSize(1);
        }
    }

    @Test
    void calibrate_builtInModels_comesCloseToWhatXquadSays() throws InterruptedException {
        for (Language language : Language.values()) {
            LocalModel known = BuiltInModel.of(language).local();

            CosineRange range = Calibration.measure(known, Set.of(language), new EncoderFiles(cache));

            assertThat(range.low()).isCloseTo(known.model().low(), within(0.03));
            assertThat(range.high()).isCloseTo(known.model().high(), within(0.03));
        }
    }

    @Test
    void open_again_keepsTheMeasuredRange() throws IOException {
        EmbeddingModel first;
        try (Embedder embedder = open(model, null)) {
            first = embedder.models().getFirst();
        }
        assertThat(first.high() - first.low()).isGreaterThan(0.3);
        Path kept;
        try (Stream<Path> files = Files.list(cache)) {
            kept = files.filter(file -> file.getFileName().toString().startsWith(first.id() + "-range"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(kept, "0.25\n0.75\n");
        try (Embedder embedder = open(model, null)) {
            assertThat(embedder.models().getFirst().low()).isEqualTo(0.25);
            assertThat(embedder.models().getFirst().high()).isEqualTo(0.75);
        }
        Files.writeString(kept, "damaged");
        try (Embedder embedder = open(model, null)) {
            assertThat(embedder.models().getFirst()).isEqualTo(first);
        }
    }

    @Test
    void id_whateverVectorsDependOnChanges_isAnother() throws IOException {
        String before = ModelFolder.read(model).id();
        assertThat(ModelFolder.read(model).id()).isEqualTo(before);

        write(
                "config_sentence_transformers.json",
                "{\"prompts\": {\"query\": \"query: \", \"passage\": \"passage: \"}}");
        String prompted = ModelFolder.read(model).id();
        write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");
        String pooled = ModelFolder.read(model).id();
        write("tokenizer.json", Files.readString(model.resolve("tokenizer.json")) + "\n");
        String tokenized = ModelFolder.read(model).id();
        try (var weights =
                new RandomAccessFile(model.resolve("onnx/model_quantized.onnx").toFile(), "rw")) {
            weights.seek(9_000_000);
            int old = weights.read();
            weights.seek(9_000_000);
            weights.write(old + 1);
        }
        String weighted = ModelFolder.read(model).id();

        assertThat(List.of(before, prompted, pooled, tokenized, weighted)).doesNotHaveDuplicates();
    }

    @Test
    void prompts_ofQuestionAndPassage_goBeforeThemAndOutOfTheSentences() throws Exception {
        String text = "The lease ends in May. Cats sleep all day.";
        var sentences = List.of(new TextRange(0, 22), new TextRange(23, text.length()));
        write(
                "config_sentence_transformers.json",
                "{\"prompts\": {\"query\": \"query: \", \"document\": \"passage: \"}}");
        try (TextEncoder prompting = encoder()) {
            Embedding passage = prompting.passage(new EmbeddingInput("", text, sentences));
            QuestionEmbedding question = prompting.question("When does the lease end?");
            write("config_sentence_transformers.json", "{}");
            try (TextEncoder plain = encoder()) {
                var shifted = List.of(new TextRange(9, 31), new TextRange(32, 9 + text.length()));
                Embedding written = plain.passage(new EmbeddingInput("", "passage: " + text, shifted));
                assertThat(passage.vector()).isEqualTo(written.vector());
                assertThat(passage.sentences()).containsExactlyElementsOf(written.sentences());
                assertThat(question.vector())
                        .isEqualTo(plain.question("query: When does the lease end?")
                                .vector());
            }
        }
    }

    private TextEncoder encoder() throws InterruptedException {
        return TextEncoder.load(ModelFolder.read(model), new EncoderFiles(cache), 1);
    }

    @Test
    void weights_changedAfterTheStart_keepTheIdsVectorsOrAreRefused() throws Exception {
        try (Embedder embedder = open(model, null)) {
            float[] before = embedder.embedQuestion("When does the lease end?")
                    .getFirst()
                    .vector();
            Files.write(model.resolve("onnx/model_quantized.onnx"), new byte[] {1, 2, 3});
            assertThat(embedder.embedQuestion("When does the lease end?")
                            .getFirst()
                            .vector())
                    .isEqualTo(before);
            assertThat(embedder.embed(embedder.models().getFirst().id(), inputs(List.of("May."))))
                    .hasSize(1);
        }
    }

    @Test
    void weights_changedAfterTheStartAndNotKept_areRefused(@TempDir Path empty) throws IOException {
        LocalModel read = ModelFolder.read(model);
        Files.write(model.resolve("onnx/model_quantized.onnx"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> TextEncoder.load(read, new EncoderFiles(empty), 1))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("model_quantized.onnx has changed since Recto started; restart it and re-index");
    }

    @Test
    void open_fileThatIsMissing_isNamed() throws IOException {
        for (String name :
                List.of("onnx/model_quantized.onnx", "tokenizer.json", "config.json", "1_Pooling/config.json")) {
            Path file = model.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(refusal())
                    .contains("The model in " + model + " cannot be used: it has no", name, "embedding.english");
            Files.write(file, bytes);
        }
    }

    @Test
    void open_damagedWeights_areRefused() throws IOException {
        byte[] weights = Files.readAllBytes(model.resolve("onnx/model_quantized.onnx"));
        Files.write(model.resolve("onnx/model_quantized.onnx"), java.util.Arrays.copyOf(weights, weights.length / 2));
        assertThat(refusal()).contains("could not be loaded", "Put a whole export of an encoder into " + model);
    }

    @Test
    void open_weightsThatLieInAnotherFile_areRefused() throws IOException {
        byte[] entry = "\n\blocation\u0012\u000bweights.bin".getBytes(StandardCharsets.US_ASCII);
        Files.write(model.resolve("onnx/model_quantized.onnx"), entry);
        assertThat(refusal()).contains("onnx/model_quantized.onnx keeps its weights in another file");
    }

    @Test
    void open_weightsOfAnotherKindOfModel_areRefused() throws IOException {
        Files.write(model.resolve("model.onnx"), reader());
        assertThat(refusal()).contains("it takes types, words, where an encoder of BERT's kind takes input_ids");
    }

    private static byte[] reader() throws IOException {
        try (var bytes = ModelFolder.class.getResourceAsStream("reader-en.onnx")) {
            return bytes.readAllBytes();
        }
    }

    @Test
    void open_hiddenSizeThatIsNotTheWeights_isRefused() throws IOException {
        write("config.json", "{\"hidden_size\": 768, \"max_position_embeddings\": 512, \"vocab_size\": 30522}");
        assertThat(refusal()).contains("not last_hidden_state, a vector of 768 floats (hidden_size)");
    }

    @Test
    void open_tokenizerWithMoreWordsThanTheModel_isRefused() throws IOException {
        write("config.json", "{\"hidden_size\": 384, \"max_position_embeddings\": 512, \"vocab_size\": 21128}");
        assertThat(refusal()).contains("tokenizer.json does not belong to the model: it has 30522 words");
    }

    @Test
    void open_tokenizerOfAnotherModel_isRefused() throws IOException {
        Files.write(model.resolve("tokenizer.json"), BuiltInModel.BGE_SMALL_ZH.tokenizer());
        assertThat(refusal()).contains("of 32 simple questions in English", "tokenizer, pooling and prompts");
    }

    @Test
    void open_modelOfAnotherLanguage_isRefused() {
        assertThatThrownBy(() -> open(null, model))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("of 32 simple questions in Chinese");
    }

    @Test
    void open_tokenizerOfAnotherKind_isRefused() throws IOException {
        write("tokenizer.json", "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}");
        assertThat(refusal()).contains("tokenizer.json is Unigram");
    }

    @Test
    void open_poolingThatRectoDoesNotKnow_isRefused() throws IOException {
        write("1_Pooling/config.json", "{\"pooling_mode_max_tokens\": true}");
        assertThat(refusal()).contains("asks for max_tokens, where Recto pools by cls_token or by mean_tokens");
        write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": true}");
        assertThat(refusal()).contains("asks for cls_token and mean_tokens");
    }

    @Test
    void open_moduleAfterThePooling_isRefused() throws IOException {
        write("modules.json", "[{\"type\": \"sentence_transformers.models.Dense\"}]");
        assertThat(refusal()).contains("modules.json has a module that Recto does not run");
    }

    @Test
    void open_hostileConfigurations_areRefusedInASentence() throws IOException {
        write("config.json", "not JSON");
        assertThat(refusal()).contains("config.json is not JSON");
        write("config.json", "{\"hidden_size\": 2000000000, \"max_position_embeddings\": 512, \"vocab_size\": 30522}");
        assertThat(refusal()).contains("hidden_size 2000000000, where a number from 1 to 4096 is needed");
        write("config.json", " ".repeat(300 << 10));
        assertThat(refusal()).contains("config.json is larger than 256 KiB");
    }

    @Test
    void open_damagedTokenizer_isRefused() throws IOException {
        write(
                "tokenizer.json",
                Files.readString(model.resolve("tokenizer.json")).substring(0, 100_000));
        assertThat(refusal()).contains("tokenizer.json is not JSON");
        write("tokenizer.json", "{\"model\": {\"type\": \"WordPiece\"}}");
        assertThat(refusal()).contains("could not be loaded");
    }

    private static List<EmbeddingInput> inputs(List<String> texts) {
        return texts.stream()
                .map(text -> new EmbeddingInput("", text, List.of()))
                .toList();
    }
}
