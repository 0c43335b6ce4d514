package dev.recto.embed;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what a new process needs for its first question: prints for each question given how long its vectors took, by the
 * clock and by the processor, then the same of 200 more runs, and the resident memory.
 *
 * <p>Run with {@code java -cp target/test-classes:target/classes:target/lib/* dev.recto.embed.ColdStartBenchmark CACHE_FOLDER QUESTION…};
 * the first run fills the cache folder.
 */
final class ColdStartBenchmark {
    private ColdStartBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf(
                "main begins %d ms after the JVM, %.0f ms of processor%n",
                System.currentTimeMillis() - start, processor());
        List<String> questions = List.of(arguments).subList(1, arguments.length);
        try (LocalEmbedder embedder = new LocalEmbedder(Path.of(arguments[0]), 0)) {
            for (String question : questions) {
                long from = System.nanoTime();
                double processor = processor();
                embedder.embedQuestion(question);
                System.out.printf(
                        "%s: %.0f ms, %.0f ms of processor; %d ms after the JVM%n",
                        question,
                        (System.nanoTime() - from) / 1e6,
                        processor() - processor,
                        System.currentTimeMillis() - start);
            }
            for (String question : questions) {
                warm(embedder, question);
            }
        }
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .forEach(System.out::println);
        }
    }

    private static void warm(LocalEmbedder embedder, String question) throws InterruptedException {
        double[] millis = new double[200];
        double processor = processor();
        for (int i = 0; i < millis.length; i++) {
            long from = System.nanoTime();
            embedder.embedQuestion(question);
            millis[i] = (System.nanoTime() - from) / 1e6;
        }
        double each = (processor() - processor) / millis.length;
        Arrays.sort(millis);
        System.out.printf(
                "%s: warm p50 %.1f ms, p95 %.1f ms, %.1f ms of processor%n", question, millis[100], millis[190], each);
    }

    private static double processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }
}
