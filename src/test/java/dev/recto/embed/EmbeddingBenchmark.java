package dev.recto.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        BuiltInModel model = ScriptChoice.of(String.join("\n", texts)).contains(BuiltInModel.CHINESE)
                ? BuiltInModel.CHINESE
                : BuiltInModel.ENGLISH;
        List<EmbeddingInput> inputs = texts.stream()
                .map(text -> new EmbeddingInput("", text, List.of()))
                .toList();
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        long tokens = tokens(model, texts);
        System.out.printf(
                "%s: %d texts, %d tokens, %s%n",
                corpus, texts.size(), tokens, model.model().id());
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            AbstractInProcessEmbeddingModel theirs = theirs(model, null);
            AbstractInProcessEmbeddingModel theirsAlone = theirs(model, one);
            List<Embedding> our = ours.embed(model.model().id(), inputs.subList(0, Math.min(50, inputs.size())));
            theirs.embedAll(segments.subList(0, our.size()));
            double[][] rates = new double[3][rounds];
            List<float[]> their = List.of();
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                our = ours.embed(model.model().id(), inputs);
                rates[0][round] = rate(tokens, start);
                start = System.nanoTime();
                their = theirs.embedAll(segments).content().stream()
                        .map(dev.langchain4j.data.embedding.Embedding::vector)
                        .toList();
                rates[1][round] = rate(tokens, start);
                start = System.nanoTime();
                theirsAlone.embedAll(segments);
                rates[2][round] = rate(tokens, start);
                System.out.printf(
                        "  round %d: ours %.0f tokens/s, LangChain4j %.0f (one executor thread: %.0f), ratio to its better %.2f%n",
                        round + 1,
                        rates[0][round],
                        rates[1][round],
                        rates[2][round],
                        rates[0][round] / Math.max(rates[1][round], rates[2][round]));
            }
            double best = Math.max(median(rates[1]), median(rates[2]));
            System.out.printf(
                    "  median: ours %.0f, LangChain4j %.0f, ratio %.2f%n",
                    median(rates[0]), best, median(rates[0]) / best);
            report(our, their);
        }
    }

    private static AbstractInProcessEmbeddingModel theirs(BuiltInModel model, ExecutorService executor) {
        return switch (model) {
            case ENGLISH ->
                executor == null
                        ? new BgeSmallEnV15QuantizedEmbeddingModel()
                        : new BgeSmallEnV15QuantizedEmbeddingModel(executor);
            case CHINESE ->
                executor == null
                        ? new BgeSmallZhV15QuantizedEmbeddingModel()
                        : new BgeSmallZhV15QuantizedEmbeddingModel(executor);
        };
    }

    private static long tokens(BuiltInModel model, List<String> texts) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            return texts.stream()
                    .mapToLong(text -> Math.min(
                                    TextEncoder.WINDOW_TOKENS,
                                    tokenizer.tokenize(text).length())
                            + 2)
                    .sum();
        }
    }

    private static void report(List<Embedding> ours, List<float[]> theirs) {
        double[] cosines = new double[ours.size()];
        Arrays.setAll(cosines, i -> cosine(ours.get(i).vector(), theirs.get(i)));
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

    private static double rate(long tokens, long start) {
        return tokens / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
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
