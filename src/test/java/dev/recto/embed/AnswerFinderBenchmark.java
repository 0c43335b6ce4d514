package dev.recto.embed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what it costs to look for an answer: prints the time to load, then for one and for two windows of 128 and of 192 tokens the
 * median and the 95th percentile of 200 runs, each language by itself.
 *
 * <p>Run with {@code java -cp target/test-classes:target/classes:target/lib/* dev.recto.embed.AnswerFinderBenchmark CACHE_FOLDER}.
 */
final class AnswerFinderBenchmark {
    private static final int RUNS = 200;

    private AnswerFinderBenchmark() {}

    public static void main(String[] arguments) {
        try (AnswerFinder finder = new AnswerFinder(Path.of(arguments[0]))) {
            measure(finder, "en", "When was the old bridge over the river opened?", "river ");
            measure(finder, "zh", "这座跨江大桥是哪一年通车的？", "桥");
        }
    }

    /** The question has about 11 tokens and the frame three, so 114 words fill a run of 128. */
    private static void measure(AnswerFinder finder, String language, String question, String word) {
        long began = System.nanoTime();
        finder.read(question, word, List.of());
        System.out.printf("%s: loaded in %.0f ms%n", language, (System.nanoTime() - began) / 1e6);
        for (int windows : new int[] {1, 2}) {
            for (int tokens : new int[] {128, 192}) {
                String text = word.repeat(tokens - 16);
                double[] times = new double[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    long start = System.nanoTime();
                    for (int window = 0; window < windows; window++) {
                        finder.read(question, text, List.of());
                    }
                    times[i] = (System.nanoTime() - start) / 1e6;
                }
                Arrays.sort(times);
                System.out.printf(
                        "%s: %d windows of %d tokens: median %.1f ms, 95th percentile %.1f ms%n",
                        language, windows, tokens, times[RUNS / 2], times[RUNS * 95 / 100]);
            }
        }
    }
}
