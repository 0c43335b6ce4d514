package dev.recto.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Rounds of questions: each question once a round, eight at a time. */
final class QuestionRounds {
    /** How many ask at once. */
    static final int CLIENTS = 8;

    private final List<String> questions;
    private final Work work;

    QuestionRounds(List<String> questions, Work work) {
        this.questions = questions;
        this.work = work;
    }

    /** Asks one question, and throws where it gets no answer. */
    @FunctionalInterface
    interface Work {
        void on(String question) throws Exception;
    }

    /**
     * What one round took.
     *
     * @param seconds by the clock
     * @param processorMillis processor time of this whole process for each question, in ms
     */
    record Round(double seconds, double processorMillis) {}

    /** Returns the field {@code question} of each line of a JSONL file. */
    static List<String> read(Path file) throws IOException {
        var mapper = new ObjectMapper();
        var questions = new ArrayList<String>();
        for (String line : Files.readAllLines(file)) {
            questions.add(mapper.readTree(line).path("question").asText());
        }
        return questions;
    }

    /** Returns the processor time that this process has used, in ns. */
    static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Asks every question once. */
    Round round() throws Exception {
        var next = new AtomicInteger();
        long processor = processorNanos();
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
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Round(seconds, (processorNanos() - processor) / 1e6 / questions.size());
    }
}
