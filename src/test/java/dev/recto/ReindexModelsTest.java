package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.Home;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.ReindexJob;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.document.Caller;
import dev.recto.embed.MiniLm;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.ModelGoneException;
import dev.recto.ingest.ReindexListener;
import dev.recto.ingest.ReindexTask;
import dev.recto.retrieve.Question;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedding model changes: from the built-in ones to two others behind a real HTTP server that hashes words into vectors. */
class ReindexModelsTest {
    private static final int DIMENSIONS = 64;
    private static final Question HEIGHT = Question.of("How tall is the tower?");

    private final AtomicInteger embedded = new AtomicInteger();
    private final ObjectMapper mapper = new ObjectMapper();
    private HttpServer api;
    private Home home;
    private Path documents;

    @BeforeEach
    void listen(@TempDir Path folder) throws IOException {
        home = new Home(folder.resolve("home"));
        documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("tower.txt"), "The tower is 324 metres tall.");
        Files.writeString(documents.resolve("tea.txt"), "The tea house opens at nine in the morning.");
        api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/v1/embeddings", this::embed);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    private void embed(HttpExchange exchange) throws IOException {
        JsonNode request = mapper.readTree(exchange.getRequestBody());
        ObjectNode reply = mapper.createObjectNode()
                .put("object", "list")
                .put("model", request.path("model").asText());
        ArrayNode data = reply.putArray("data");
        int index = 0;
        for (JsonNode text : request.path("input")) {
            embedded.incrementAndGet();
            ObjectNode one = data.addObject().put("object", "embedding").put("index", index++);
            ArrayNode vector = one.putArray("embedding");
            for (double value : vector(request.path("model").asText(), text.asText())) {
                vector.add(value);
            }
        }
        reply.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
        byte[] body = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static double[] vector(String model, String text) {
        if (!model.equals("alike")) {
            return hashed(text);
        }
        // what is asked for stands apart: among equals chance would say who comes first
        boolean asked = text.contains("physician") || text.contains("automobile");
        return hashed(asked ? "another" : "the same for every text");
    }

    private static double[] hashed(String text) {
        double[] vector = new double[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
        }
        return vector;
    }

    private Application open(EmbeddingConfig embedding) {
        RectoConfig standard = RectoConfig.DEFAULT;
        return Application.open(
                home,
                new RectoConfig(
                        embedding,
                        standard.chat(),
                        standard.usage(),
                        standard.answer(),
                        standard.moderation(),
                        ServeConfig.DEFAULT,
                        standard.limits(),
                        standard.uploads(),
                        standard.ingest(),
                        standard.reindex(),
                        standard.watch()));
    }

    private EmbeddingConfig remote(String model) {
        String url = "http://127.0.0.1:" + api.getAddress().getPort() + "/v1";
        return new EmbeddingConfig(
                EmbeddingConfig.Provider.OPENAI, url, model, "key", DIMENSIONS, 64, 60, 0, null, null);
    }

    private static EmbeddingConfig local(Path english) {
        return new EmbeddingConfig(EmbeddingConfig.Provider.LOCAL, null, null, null, 0, 64, 60, 0, english, null);
    }

    private static CollectionRow collection(Application application) {
        return application.catalog().collections().require("default");
    }

    private void ingest(Application application) throws InterruptedException {
        application
                .ingestor()
                .ingest(
                        collection(application),
                        new IngestRequest(List.of(documents), Map.of(), false),
                        IngestListener.SILENT);
    }

    private static int generation(Application application) throws InterruptedException {
        Answer answer =
                application.ask(collection(application), Caller.owner(), AnswerRequest.of(HEIGHT), AnswerListener.NONE);
        assertThat(answer.report().evidence().getFirst().found().document().name())
                .isEqualTo("tower.txt");
        return answer.report().generation();
    }

    private static ReindexJob reindex(Application application, ReindexTask task) throws InterruptedException {
        JobRow job = application.reindexes().ask(collection(application), task, Caller.owner());
        return Objects.requireNonNull(
                application.reindexes().run(job, ReindexListener.SILENT).reindex());
    }

    @Test
    void model_fromBuiltInToApi_isAskedByItsOwnUntilTheReindexAndAfterTheWayBack() throws Exception {
        try (Application before = open(EmbeddingConfig.DEFAULT)) {
            ingest(before);
            assertThat(generation(before)).isEqualTo(1);
        }
        try (Application changed = open(remote("hash-one"))) {
            assertThat(generation(changed)).isEqualTo(1);
            assertThat(embedded.get()).isZero();
            Files.writeString(documents.resolve("new.txt"), "The lighthouse was built in 1822.");
            ingest(changed);
            assertThat(embedded.get()).isZero();

            ReindexJob end = reindex(changed, ReindexTask.build(false));

            assertThat(end.outcome()).as(end.sentence()).isEqualTo("SWITCHED");
            int passages = embedded.get();
            assertThat(generation(changed)).isEqualTo(2);
            assertThat(embedded.get()).isGreaterThan(passages);
            assertThat(reindex(changed, ReindexTask.build(false)).outcome()).isEqualTo("CURRENT");
            assertThat(reindex(changed, ReindexTask.rollback()).outcome()).isEqualTo("SWITCHED");
            int after = embedded.get();
            assertThat(generation(changed)).isEqualTo(1);
            assertThat(embedded.get()).isEqualTo(after);
            assertThat(reindex(changed, new ReindexTask(ReindexTask.Kind.BUILD, 0, "schedule"))
                            .sentence())
                    .contains("stepped back from");
        }
    }

    @Test
    void model_thatFindsEverythingAlike_isRefusedByTheCollectionsOwnEvaluation() throws Exception {
        Path evaluation = Files.createDirectories(home.create().config().resolve("evaluation"));
        Files.write(
                evaluation.resolve("default.jsonl"),
                List.of(
                        "{\"question\":\"Which doctor looked at a baby?\",\"document\":\"physician.txt\"}",
                        "{\"question\":\"What car got other wheels?\",\"document\":\"automobile.txt\"}",
                        "{\"question\":\"How tall is the tower?\",\"document\":\"tower.txt\"}"));
        Files.writeString(documents.resolve("physician.txt"), "The physician examined an infant.");
        Files.writeString(documents.resolve("automobile.txt"), "His automobile was fitted with new tyres.");
        for (int i = 0;
                i < 60;
                i++) { // more than are looked at for an answer, so that words in common alone do not help
            Files.writeString(
                    documents.resolve("a-box-" + i + ".txt"), "Box " + i + " holds " + i * 7 + " brass screws.");
        }
        refusesToSwitch("of 3 questions of default.jsonl come out right, and 3 did before", "default.jsonl");
    }

    @Test
    void model_thatFindsEverythingAlike_isRefusedByTheCanaryQuestions() throws Exception {
        List<String> colours = List.of("red", "blue", "green", "white");
        int number = 0;
        for (String house : colours) {
            for (String barn : colours) {
                for (String mill : colours) {
                    // the same words in another order: only a model that tells meanings apart finds the right one
                    if (!house.equals(barn) && !barn.equals(mill) && !mill.equals(house)) {
                        String rest = colours.stream()
                                .filter(one -> !List.of(house, barn, mill).contains(one))
                                .findFirst()
                                .orElseThrow();
                        Files.writeString(
                                documents.resolve("village-" + number++ + ".txt"),
                                "The " + house + " house stands between the " + barn + " barn and the " + mill
                                        + " mill, opposite a " + rest + " church.");
                    }
                }
            }
        }
        refusesToSwitch("\\d+ of 26 canary questions find their document, and 2[4-6] did before", "canary questions");
    }

    @Test
    void model_changedWhileTheCollectionIsEmpty_embedsItsFirstDocument() throws Exception {
        try (Application before = open(EmbeddingConfig.DEFAULT)) {
            before.hold(collection(before)).close();
        }
        try (Application changed = open(remote("hash-one"))) {
            ingest(changed);

            assertThat(embedded.get()).isEqualTo(2);
            assertThat(changed.reindexes().status(collection(changed), 1).upToDate())
                    .isTrue();
        }
    }

    @Test
    void ingest_modelThatIsNotConfiguredAnyMore_isRefusedAndLosesNothing() throws Exception {
        try (Application first = open(remote("hash-one"))) {
            ingest(first);
        }
        try (Application changed = open(remote("hash-two"))) {
            Files.writeString(documents.resolve("new.txt"), "The lighthouse was built in 1822.");
            assertThatThrownBy(() -> ingest(changed)).isInstanceOf(ModelGoneException.class);

            assertThat(reindex(changed, ReindexTask.build(false)).outcome()).isEqualTo("SWITCHED");
            ingest(changed);

            assertThat(changed.catalog()
                            .documents()
                            .counts(collection(changed).id())
                            .byOutcome())
                    .containsOnly(Map.entry("INDEXED", 3));
        }
    }

    @Test
    void model_backToOneThatEmbeddedBefore_embedsNothingAgain() throws Exception {
        try (Application first = open(remote("hash-one"))) {
            ingest(first);
        }
        try (Application second = open(EmbeddingConfig.DEFAULT)) {
            assertThat(reindex(second, ReindexTask.build(false)).outcome()).isEqualTo("SWITCHED");
        }
        try (Application third = open(remote("hash-one"))) {
            ReindexJob end = reindex(third, ReindexTask.build(false));

            assertThat(end.outcome()).isEqualTo("SWITCHED");
            assertThat(end.sentence()).contains("0 vectors computed");
        }
    }

    @Test
    void model_inAFolder_isChangedToAndBackAndEmbedsEachLanguageItself(@TempDir Path models) throws Exception {
        Files.writeString(documents.resolve("塔.txt"), "这座塔高三百二十四米。");
        EmbeddingConfig folder = local(MiniLm.in(models));
        try (Application before = open(EmbeddingConfig.DEFAULT)) {
            ingest(before);
        }
        try (Application changed = open(folder)) {
            assertThat(generation(changed)).isEqualTo(1);

            ReindexJob end = reindex(changed, ReindexTask.build(false));

            assertThat(end.outcome()).as(end.sentence()).isEqualTo("SWITCHED");
            assertThat(end.sentence()).contains("2 vectors computed");
            assertThat(generation(changed)).isEqualTo(2);
            assertThat(reindex(changed, ReindexTask.rollback()).outcome()).isEqualTo("SWITCHED");
            assertThat(generation(changed)).isEqualTo(1);
        }
    }

    @Test
    void model_whoseFolderHasChanged_isSaidPlainlyUntilTheReindex(@TempDir Path models) throws Exception {
        Path model = MiniLm.in(models);
        try (Application first = open(local(model))) {
            ingest(first);
            assertThat(generation(first)).isEqualTo(1);
        }
        Files.writeString(
                model.resolve("config_sentence_transformers.json"), "{\"prompts\": {\"query\": \"question: \"}}");
        try (Application changed = open(local(model))) {
            assertThatThrownBy(() -> generation(changed))
                    .isInstanceOf(ModelGoneException.class)
                    .hasMessageContaining(MiniLm.NAME)
                    .hasMessageContaining("recto reindex");

            assertThat(reindex(changed, ReindexTask.build(false)).outcome()).isEqualTo("SWITCHED");
            assertThat(generation(changed)).isEqualTo(2);
        }
    }

    @Test
    void model_thatIsNotConfiguredAnyMore_isSaidPlainlyUntilTheReindex() throws Exception {
        try (Application first = open(remote("hash-one"))) {
            ingest(first);
            assertThat(generation(first)).isEqualTo(1);
        }
        try (Application changed = open(remote("hash-two"))) {
            assertThatThrownBy(() -> generation(changed))
                    .isInstanceOf(ModelGoneException.class)
                    .hasMessageContaining("hash-one")
                    .hasMessageContaining("recto reindex");

            assertThat(reindex(changed, ReindexTask.build(false)).outcome()).isEqualTo("SWITCHED");
            assertThat(generation(changed)).isEqualTo(2);
            ReindexJob back = reindex(changed, ReindexTask.rollback());
            assertThat(back.outcome()).isEqualTo("FAILED");
            assertThat(back.sentence()).contains("hash-one");
            assertThat(generation(changed)).isEqualTo(2);
        }
    }

    /** Takes the documents in, changes the model for one that finds everything alike, and re-indexes: the first generation goes on answering. */
    private void refusesToSwitch(String because, String told) throws Exception {
        try (Application before = open(EmbeddingConfig.DEFAULT)) {
            ingest(before);
            assertThat(generation(before)).isEqualTo(1);
        }
        try (Application changed = open(remote("alike"))) {
            ReindexJob end = reindex(changed, ReindexTask.build(false));

            assertThat(end.outcome()).as(end.sentence()).isEqualTo("REFUSED");
            assertThat(end.sentence()).containsPattern(because).contains("reindex.tolerance_percent");
            assertThat(generation(changed)).isEqualTo(1);
            assertThat(changed.reindexes().status(collection(changed), 10).events())
                    .anyMatch(event -> event.change() == GenerationChange.REFUSED
                            && String.valueOf(event.sentence()).contains(told));
            assertThat(changed.reindexes().status(collection(changed), 10).generations())
                    .hasSize(1);
        }
    }
}
