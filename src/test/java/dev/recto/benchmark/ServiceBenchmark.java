package dev.recto.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.management.OperatingSystemMXBean;
import dev.recto.Application;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.ConfigException;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.retrieve.Question;
import dev.recto.serve.Service;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.ServiceProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the service over a home: {@code ServiceBenchmark HOME QUESTIONS_JSONL [ROUNDS]}; with 0 rounds, the connections alone.
 *
 * <p>First the throughput of questions over HTTP with 8 clients against 8 threads in process, in one JVM, round by round in turn, so
 * that whatever else the machine does weighs on both; the clients' own work counts against HTTP. The processor time of both says how
 * the throughputs compare where nothing else runs. Then a service of its own, to which
 * 1,000 connections ask at once: every status, the process's largest RSS, and the median latency before and after.
 */
public final class ServiceBenchmark {
    private static final int CLIENTS = 8;
    private static final int CONNECTIONS = 1_000;
    private static final int SINGLE = 60;
    private static final int WARM_UPS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private ServiceBenchmark() {}

    /** Does one piece of work. */
    @FunctionalInterface
    private interface Work {
        void on(String question) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        var questions = new ArrayList<String>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            questions.add(new ObjectMapper().readTree(line).path("question").asText());
        }
        if (rounds > 0) {
            throughput(home, questions, rounds);
        }
        connections(home, questions);
    }

    private static void throughput(Path home, List<String> questions, int rounds) throws Exception {
        RectoConfig standard = RectoConfig.DEFAULT;
        try (Application application = Application.open(new Home(home), standard);
                Service service = Service.start(new ServiceParts(application, anyPort()));
                HttpClient http = client()) {
            CollectionRow collection = application.catalog().collections().require("default");
            Work inProcess = text -> application.ask(
                    collection, Caller.owner(), AnswerRequest.of(Question.of(text)), AnswerListener.NONE);
            Work overHttp = text -> {
                HttpResponse<String> reply = ask(http, service.address(), text);
                if (reply.statusCode() != 200) {
                    throw new IOException("status " + reply.statusCode() + ": " + reply.body());
                }
            };
            for (int round = 0; round < WARM_UPS; round++) {
                perSecond(questions, inProcess);
                perSecond(questions, overHttp);
            }
            double[] inside = new double[rounds];
            double[] outside = new double[rounds];
            double[] ratios = new double[rounds];
            long[] processor = new long[2];
            for (int round = 0; round < rounds; round++) {
                long begun = processorNanos();
                inside[round] = perSecond(questions, inProcess);
                long between = processorNanos();
                outside[round] = perSecond(questions, overHttp);
                processor[0] += between - begun;
                processor[1] += processorNanos() - between;
                ratios[round] = outside[round] / inside[round];
            }
            double asked = 1e6 * rounds * questions.size();
            System.out.printf(
                    "processor time of a question: %.1f ms in process, %.1f ms over HTTP with its client: ratio %.3f%n",
                    processor[0] / asked, processor[1] / asked, (double) processor[0] / processor[1]);
            System.out.printf(
                    "%d threads in process: median %.1f questions/s; %d clients over HTTP: median %.1f questions/s%n",
                    CLIENTS, median(inside), CLIENTS, median(outside));
            System.out.printf(
                    "ratio: median %.3f of %d rounds, least %.3f, most %.3f%n",
                    median(ratios),
                    rounds,
                    Arrays.stream(ratios).min().orElseThrow(),
                    Arrays.stream(ratios).max().orElseThrow());
        }
    }

    private static void connections(Path home, List<String> questions) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(home, "-Xmx1g");
                HttpClient http = client()) {
            single(http, service, questions);
            double before = single(http, service, questions);
            Map<String, Integer> statuses = new ConcurrentSkipListMap<>();
            var withoutRetry = new AtomicInteger();
            long begun = System.nanoTime();
            try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int number = 0; number < CONNECTIONS; number++) {
                    String question = questions.get(number % questions.size());
                    connections.submit(() -> {
                        try {
                            HttpResponse<String> reply = ask(http, service.address(), question);
                            statuses.merge(Integer.toString(reply.statusCode()), 1, Integer::sum);
                            if (reply.statusCode() >= 400
                                    && reply.headers().firstValue("Retry-After").isEmpty()) {
                                withoutRetry.incrementAndGet();
                            }
                        } catch (IOException e) {
                            statuses.merge(e.toString(), 1, Integer::sum);
                        }
                        return null;
                    });
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double after = single(http, service, questions);
            System.out.printf(
                    "%d connections at once: %s in %.1f s; refused without Retry-After: %d%n",
                    CONNECTIONS, new TreeMap<>(statuses), seconds, withoutRetry.get());
            System.out.printf("largest RSS: %.0f MB%n", largestMegabytes(service.pid()));
            System.out.printf("one client, p50: %.1f ms before, %.1f ms after%n", before, after);
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double perSecond(List<String> questions, Work work) throws Exception {
        var next = new AtomicInteger();
        long begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < CLIENTS; thread++) {
                all.add(threads.submit(() -> {
                    for (int at = next.getAndIncrement(); at < questions.size(); at = next.getAndIncrement()) {
                        work.on(questions.get(at));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return questions.size() / ((System.nanoTime() - begun) / 1e9);
    }

    /** Returns the median latency in ms of one client's questions. */
    private static double single(HttpClient http, ServiceProcess service, List<String> questions) throws Exception {
        double[] millis = new double[SINGLE];
        for (int number = 0; number < SINGLE; number++) {
            long begun = System.nanoTime();
            ask(http, service.address(), questions.get(number % questions.size()));
            millis[number] = (System.nanoTime() - begun) / 1e6;
        }
        return median(millis);
    }

    private static HttpResponse<String> ask(HttpClient http, String address, String question)
            throws IOException, InterruptedException {
        String body =
                JsonNodeFactory.instance.objectNode().put("question", question).toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/collections/default/ask"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    private static double largestMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1e3)
                .findFirst()
                .orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static RectoConfig anyPort() throws IOException {
        try {
            return RectoConfig.load(Path.of("no-such-file"), Map.of("RECTO_SERVE_PORT", "0"));
        } catch (ConfigException e) {
            throw new IOException(e);
        }
    }
}
