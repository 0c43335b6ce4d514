package dev.recto.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.document.Caller;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.IngestSummary;
import dev.recto.ingest.ReindexTask;
import dev.recto.serve.Service;
import dev.recto.serve.ServiceParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Measures a forced re-index. {@code ReindexBenchmark asking HOME QUESTIONS_JSONL}: over HTTP under 8 clients that ask, against the same
 * clients before it; an answer is mixed where it is neither the old generation's nor the new one's own to its question.
 * {@code ReindexBenchmark again HOME FOLDER}: the first build of a folder in a fresh home against building it anew with nothing changed.
 */
public final class ReindexBenchmark {
    private static final int CLIENTS = 8;
    private static final int QUIET_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String COLLECTION = "/api/v1/collections/default";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String address;
    private final List<String> questions;

    private ReindexBenchmark(String address, List<String> questions) {
        this.address = address;
        this.questions = questions;
    }

    /** One reply: what it says, from which generation, and how long it took, in ms. */
    private record Reply(String question, int status, int generation, String said, boolean empty, double millis) {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "asking" -> asking(Path.of(args[1]), Path.of(args[2]));
            case "again" -> again(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException("asking or again");
        }
    }

    private static void again(Path home, Path folder) throws InterruptedException {
        try (Application application = Application.open(new Home(home), RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            var request = new IngestRequest(List.of(folder), Map.of(), false);
            long begun = System.nanoTime();
            double cpu = processorSeconds();
            IngestSummary first = application.ingestor().ingest(collection, request, IngestListener.SILENT);
            long built = System.nanoTime();
            double cpuBuilt = processorSeconds();
            var job = application.reindexes().ask(collection, ReindexTask.build(true), Caller.owner());
            while (application.reindexes().runNext()) {
                System.out.println(Objects.requireNonNull(application
                                .catalog()
                                .jobs()
                                .find(job.id())
                                .orElseThrow()
                                .reindex())
                        .sentence());
            }
            double anew = (System.nanoTime() - built) / 1e9;
            double seconds = (built - begun) / 1e9;
            System.out.printf(
                    "first build: %d passages, %.1f s; built anew, with all checks: %.1f s; ratio %.1f%n",
                    first.passages(), seconds, anew, seconds / anew);
            double firstCpu = cpuBuilt - cpu;
            double anewCpu = processorSeconds() - cpuBuilt;
            System.out.printf(
                    "processor time of this process (the reading worker's beside it): %.1f s and %.1f s; ratio %.1f%n",
                    firstCpu, anewCpu, firstCpu / anewCpu);
        }
    }

    /** Returns the processor time that this process has taken: unlike time, it is the same on a busy machine. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static void asking(Path home, Path file) throws Exception {
        var questions = new ArrayList<String>();
        for (String line : Files.readAllLines(file)) {
            questions.add(new ObjectMapper().readTree(line).path("question").asText());
        }
        RectoConfig config = RectoConfig.DEFAULT.with(ServeConfig.DEFAULT.at("127.0.0.1", 0));
        try (Application application = Application.open(new Home(home), config);
                Service service = Service.start(new ServiceParts(application, config))) {
            new ReindexBenchmark(service.address(), questions).measure();
        }
    }

    private void measure() throws Exception {
        rounds(1);
        List<Reply> quiet = rounds(QUIET_ROUNDS);
        ObjectNode force = JsonNodeFactory.instance.objectNode().put("force", true);
        String job = "/api/v1/jobs/"
                + post(COLLECTION + "/reindex", force).path("id").asText();
        long begun = System.nanoTime();
        List<Reply> during = ask(() -> get(job).path("state").asText().equals("running"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Reply> after = rounds(1);
        System.out.println(get(job).path("reindex"));
        Map<String, String> own = new ConcurrentHashMap<>();
        quiet.forEach(reply -> own.put(reply.generation() + " " + reply.question(), reply.said()));
        after.forEach(reply -> own.put(reply.generation() + " " + reply.question(), reply.said()));
        long failed = during.stream().filter(reply -> reply.status() != 200).count();
        long empty = during.stream().filter(Reply::empty).count();
        long mixed = during.stream()
                .filter(reply -> !reply.said().equals(own.get(reply.generation() + " " + reply.question())))
                .count();
        double before = p95(quiet);
        double meanwhile = p95(during);
        System.out.printf(
                "quiet: %d answers, p95 %.0f ms; during the re-index: %d answers in %.1f s, p95 %.0f ms, ratio %.2f%n",
                quiet.size(), before, during.size(), seconds, meanwhile, meanwhile / before);
        System.out.printf("failed %d, empty %d, mixed %d%n", failed, empty, mixed);
    }

    /** Asks every question a few times. */
    private List<Reply> rounds(int rounds) throws Exception {
        var left = new AtomicInteger(rounds * questions.size());
        return ask(() -> left.getAndDecrement() > 0);
    }

    private List<Reply> ask(BooleanSupplier more) throws Exception {
        var next = new AtomicInteger();
        var replies = new ConcurrentLinkedQueue<Reply>();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                all.add(threads.submit(() -> {
                    while (more.getAsBoolean()) {
                        replies.add(ask(questions.get(next.getAndIncrement() % questions.size())));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return List.copyOf(replies);
    }

    private Reply ask(String question) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("question", question);
        long begun = System.nanoTime();
        HttpResponse<String> reply =
                http.send(request(COLLECTION + "/ask").POST(json(body)).build(), HttpResponse.BodyHandlers.ofString());
        double millis = (System.nanoTime() - begun) / 1e6;
        JsonNode answer = mapper.readTree(reply.body());
        String said = answer.path("outcome").asText() + answer.path("sentences") + answer.path("citations");
        return new Reply(
                question,
                reply.statusCode(),
                answer.path("generation").asInt(),
                said,
                answer.path("evidence").isEmpty(),
                millis);
    }

    private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return mapper.readTree(http.send(request(path).POST(json(body)).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private JsonNode get(String path) {
        try {
            return mapper.readTree(http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher json(ObjectNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private static double p95(List<Reply> replies) {
        double[] sorted = replies.stream().mapToDouble(Reply::millis).sorted().toArray();
        return sorted[(int) (sorted.length * 0.95)];
    }
}
