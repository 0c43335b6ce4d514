package dev.recto.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Compares the built-in encoders with LangChain4j's in-process classes on the same texts in the same run: speed, in alternating
 * rounds, and cosine.
 *
 * <p>Run with {@code java -cp target/test-classes:target/classes:target/lib/* dev.recto.embed.EmbeddingBenchmark
 * [texts=1000] [rounds=3] corpus.jsonl…}; a line is {@code {"_id", "title", "text"}}, as in BEIR. Each corpus is compared on its own.
 */
final class EmbeddingBenchmark {
    private static final int SLICE = 32;

    private final LocalEmbedder ours;
    private final int rounds;

    private EmbeddingBenchmark(LocalEmbedder ours, int rounds) {
        this.ours = ours;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int texts = 1000;
        int rounds = 3;
        List<Path> corpora = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("texts=")) {
                texts = Integer.parseInt(argument.substring(6));
            } else if (argument.startsWith("rounds=")) {
                rounds = Integer.parseInt(argument.substring(7));
            } else {
                corpora.add(Path.of(argument));
            }
        }
        Path cache = Files.createTempDirectory("recto-benchmark");
        try (LocalEmbedder ours = new LocalEmbedder(cache, 0)) {
            for (Path corpus : corpora) {
                new EmbeddingBenchmark(ours, rounds).compare(corpus, read(corpus, texts));
            }
        }
    }

    private void compare(Path corpus, List<String> texts) throws IOException, InterruptedException {
        Language language = ScriptChoice.of(String.join("\n", texts)).contains(Language.CHINESE)
                ? Language.CHINESE
                : Language.ENGLISH;
        BuiltInModel model = BuiltInModel.of(language);
        List<EmbeddingInput> inputs = texts.stream()
                .map(text -> new EmbeddingInput("", text, List.of()))
                .toList();
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        long tokens = tokens(model, texts);
        System.out.printf(
                "%s: %d texts, %d tokens, %s%n",
                corpus, texts.size(), tokens, model.local().id());
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Map<String, Work> sides = new LinkedHashMap<>();
            sides.put("ours", from -> ours.embed(model.local().id(), slice(inputs, from)).stream()
                    .map(Embedding::vector)
                    .toList());
            sides.put("LangChain4j", their(theirs(model, null), segments));
            sides.put("LangChain4j, one caller", their(theirs(model, one), segments));
            Map<String, List<float[]>> vectors = new LinkedHashMap<>();
            Map<String, List<double[]>> rates = new LinkedHashMap<>();
            sides.forEach((name, work) -> rates.put(name, new ArrayList<>()));
            for (Work work : sides.values()) {
                work.embed(0);
            }
            for (int round = 0; round < rounds; round++) {
                vectors.clear();
                round(sides, texts.size(), vectors).forEach((name, nanos) -> rates.get(name)
                        .add(new double[] {tokens / (nanos[0] / 1e9), tokens / (nanos[1] / 1e9)}));
            }
            rates.forEach((name, each) -> System.out.printf(
                    "  %-24s median %.0f tokens/s, %.0f tokens per second of processor time; ours is %.2f and %.2f times that%n",
                    name,
                    median(each, 0),
                    median(each, 1),
                    median(rates.get("ours"), 0) / median(each, 0),
                    median(rates.get("ours"), 1) / median(each, 1)));
            report(vectors.get("ours"), vectors.get("LangChain4j"));
        }
    }

    /** Embeds all texts by every side, a slice each in turn, so that whatever else the machine does falls on all alike. */
    private static Map<String, long[]> round(Map<String, Work> sides, int texts, Map<String, List<float[]>> vectors)
            throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, long[]> spent = new LinkedHashMap<>();
        for (int from = 0; from < texts; from += SLICE) {
            for (Map.Entry<String, Work> side : sides.entrySet()) {
                long processor = system.getProcessCpuTime();
                long start = System.nanoTime();
                List<float[]> part = side.getValue().embed(from);
                long[] sum = spent.computeIfAbsent(side.getKey(), name -> new long[2]);
                sum[0] += System.nanoTime() - start;
                sum[1] += system.getProcessCpuTime() - processor;
                vectors.computeIfAbsent(side.getKey(), name -> new ArrayList<>())
                        .addAll(part);
            }
        }
        return spent;
    }

    private static Work their(AbstractInProcessEmbeddingModel model, List<TextSegment> segments) {
        return from -> model.embedAll(slice(segments, from)).content().stream()
                .map(dev.langchain4j.data.embedding.Embedding::vector)
                .toList();
    }

    private static <T> List<T> slice(List<T> all, int from) {
        return all.subList(from, Math.min(from + SLICE, all.size()));
    }

    /** One side at work: embeds the slice that begins there. */
    private interface Work {
        List<float[]> embed(int from) throws InterruptedException;
    }

    private static AbstractInProcessEmbeddingModel theirs(BuiltInModel model, ExecutorService executor) {
        return switch (model) {
            case BGE_SMALL_EN ->
                executor == null
                        ? new BgeSmallEnV15QuantizedEmbeddingModel()
                        : new BgeSmallEnV15QuantizedEmbeddingModel(executor);
            case BGE_SMALL_ZH ->
                executor == null
                        ? new BgeSmallZhV15QuantizedEmbeddingModel()
                        : new BgeSmallZhV15QuantizedEmbeddingModel(executor);
        };
    }

    private static long tokens(BuiltInModel model, List<String> texts) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            return texts.stream()
                    .mapToLong(text -> Math.min(
                                    model.local().use().windowTokens(),
                                    tokenizer.tokenize(text).length())
                            + 2)
                    .sum();
        }
    }

    private static void report(List<float[]> ours, List<float[]> theirs) {
        double[] cosines = new double[ours.size()];
        Arrays.setAll(cosines, i -> cosine(ours.get(i), theirs.get(i)));
        double[] sorted = cosines.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "  cosine: least %.6f, mean %.6f, below 0.9999: %d of %d%n",
                sorted[0],
                Arrays.stream(cosines).average().orElse(0),
                Arrays.stream(cosines).filter(cosine -> cosine < 0.9999).count(),
                cosines.length);
    }

    /** Returns the cosine of two vectors of any length. */
    static double cosine(float[] one, float[] other) {
        double product = 0;
        double oneSquares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            oneSquares += (double) one[i] * one[i];
            otherSquares += (double) other[i] * other[i];
        }
        return product / Math.sqrt(oneSquares * otherSquares);
    }

    private static double median(List<double[]> values, int column) {
        double[] sorted =
                values.stream().mapToDouble(value -> value[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Returns the first texts of a corpus that are not blank. */
    static List<String> read(Path corpus, int most) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(corpus)) {
            JsonNode node = json.readTree(line);
            String text = node.path("text").asText();
            if (!text.isBlank() && texts.size() < most) {
                texts.add(text);
            }
        }
        return texts;
    }
}
