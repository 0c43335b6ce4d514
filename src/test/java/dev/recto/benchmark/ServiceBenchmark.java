package dev.recto.benchmark;

import dev.recto.Application;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.benchmark.QuestionRounds.Round;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.ConfigException;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.retrieve.Question;
import dev.recto.serve.Service;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.ServiceProcess;
import dev.recto.serve.operations.JsonLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * Measures the service over a home: {@code ServiceBenchmark HOME QUESTIONS_JSONL [ROUNDS]}; with 0 rounds, the connections alone.
 *
 * <p>First questions over HTTP from 8 clients against 8 threads in process, round by round in turn, so that whatever else the machine does weighs
 * on both. The clients are a process of their own. Where nothing else runs, a machine answers as many questions a second as its processor time
 * allows, so the ratio of the processor times is that of the throughputs where the clients are elsewhere; by the clock the clients on the same cores
 * count against the service. Then a service of its own, to which 1,000 connections ask at once: every status, the process's largest
 * RSS, and the median latency before and after.
 */
public final class ServiceBenchmark {
    private static final int CONNECTIONS = 1_000;
    private static final int SINGLE = 60;
    private static final int WARM_UPS = 20;

    private ServiceBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path questions = Path.of(args[1]);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        if (rounds > 0) {
            throughput(home, questions, rounds);
        }
        connections(home, QuestionRounds.read(questions));
    }

    private static void throughput(Path home, Path file, int rounds) throws Exception {
        List<String> questions = QuestionRounds.read(file);
        logAsTheServiceDoes();
        try (Application application = Application.open(new Home(home), RectoConfig.DEFAULT);
                Service service = Service.start(new ServiceParts(application, anyPort()));
                QuestionClients clients = QuestionClients.start(service.address(), file)) {
            CollectionRow collection = application.catalog().collections().require("default");
            var inProcess = new QuestionRounds(
                    questions,
                    text -> application.ask(
                            collection, Caller.owner(), AnswerRequest.of(Question.of(text)), AnswerListener.NONE));
            for (int round = 0; round < WARM_UPS; round++) {
                inProcess.round();
                clients.round();
            }
            var compared = new Compared();
            for (int round = 0; round < rounds; round++) {
                Round inside = inProcess.round();
                long before = QuestionRounds.processorNanos();
                Round outside = clients.round();
                double served = (QuestionRounds.processorNanos() - before) / 1e6 / questions.size();
                compared.add(inside, outside, served);
            }
            compared.print(questions.size());
        }
    }

    /** What the rounds came to, in order. */
    private static final class Compared {
        private final List<Double> insideSeconds = new ArrayList<>();
        private final List<Double> outsideSeconds = new ArrayList<>();
        private final List<Double> clockRatios = new ArrayList<>();
        private final List<Double> inside = new ArrayList<>();
        private final List<Double> served = new ArrayList<>();
        private final List<Double> asked = new ArrayList<>();
        private final List<Double> processorRatios = new ArrayList<>();

        void add(Round inProcess, Round overHttp, double service) {
            insideSeconds.add(inProcess.seconds());
            outsideSeconds.add(overHttp.seconds());
            clockRatios.add(inProcess.seconds() / overHttp.seconds());
            inside.add(inProcess.processorMillis());
            served.add(service);
            asked.add(overHttp.processorMillis());
            processorRatios.add(inProcess.processorMillis() / service);
        }

        void print(int questions) {
            System.out.printf(
                    "processor time of a question, median: %.1f ms in process, %.1f ms over HTTP, and %.1f ms of its client%n",
                    median(inside), median(served), median(asked));
            System.out.printf("by processor time, without the client: %s%n", ratio(processorRatios));
            System.out.printf(
                    "%d threads in process: median %.1f questions/s; %d clients over HTTP on the same cores: median %.1f questions/s%n",
                    QuestionRounds.CLIENTS,
                    questions / median(insideSeconds),
                    QuestionRounds.CLIENTS,
                    questions / median(outsideSeconds));
            System.out.printf("by the clock, with the clients on the same cores: %s%n", ratio(clockRatios));
        }

        private static String ratio(List<Double> ratios) {
            return String.format(
                    "ratio %.3f, median of %d rounds (%.3f to %.3f)",
                    median(ratios), ratios.size(), Collections.min(ratios), Collections.max(ratios));
        }
    }

    private static void logAsTheServiceDoes() {
        Logger all = Logger.getLogger("");
        for (Handler handler : all.getHandlers()) {
            all.removeHandler(handler);
        }
        all.addHandler(new JsonLog(new PrintStream(OutputStream.nullOutputStream())));
    }

    private static void connections(Path home, List<String> questions) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(home, "-Xmx1g");
                HttpClient http = QuestionClients.http()) {
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
                            HttpResponse<String> reply = QuestionClients.ask(http, service.address(), question);
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

    /** Returns the median latency in ms of one client's questions. */
    private static double single(HttpClient http, ServiceProcess service, List<String> questions) throws Exception {
        var millis = new ArrayList<Double>();
        for (int number = 0; number < SINGLE; number++) {
            long begun = System.nanoTime();
            QuestionClients.ask(http, service.address(), questions.get(number % questions.size()));
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return median(millis);
    }

    private static double largestMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1e3)
                .findFirst()
                .orElseThrow();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static RectoConfig anyPort() throws IOException {
        try {
            return RectoConfig.load(Path.of("no-such-file"), Map.of("RECTO_SERVE_PORT", "0"));
        } catch (ConfigException e) {
            throw new IOException(e);
        }
    }
}
