package dev.recto.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the cosines that the calibrated ranges of {@link BuiltInModel} stand on: of questions with passages that answer them, with
 * passages that do not, and with the best of those.
 *
 * <p>Run with {@code java -cp target/test-classes:target/classes:target/lib/* dev.recto.embed.CalibrationBenchmark [questions=300]
 * FOLDER…}; a folder is a BEIR set.
 */
final class CalibrationBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CalibrationBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int most = 300;
        try (LocalEmbedder embedder = new LocalEmbedder(Files.createTempDirectory("recto-calibration"), 0)) {
            for (String argument : arguments) {
                if (argument.startsWith("questions=")) {
                    most = Integer.parseInt(argument.substring(10));
                } else {
                    measure(embedder, Path.of(argument), most);
                }
            }
        }
    }

    private static void measure(LocalEmbedder embedder, Path folder, int most)
            throws IOException, InterruptedException {
        Map<String, String> passages = texts(folder.resolve("corpus.jsonl"));
        Map<String, Set<String>> gold = gold(folder.resolve("qrels/test.tsv"));
        String model = embedder.modelsFor(String.join("\n", passages.values())).getFirst();
        List<String> ids = List.copyOf(passages.keySet());
        List<Embedding> embedded = embedder.embed(
                model,
                ids.stream()
                        .map(id -> new EmbeddingInput("", passages.get(id), List.of()))
                        .toList());
        List<Double> answering = new ArrayList<>();
        List<Double> unrelated = new ArrayList<>();
        List<Double> bestUnrelated = new ArrayList<>();
        int step = Math.max(1, gold.size() / most);
        int number = 0;
        for (Map.Entry<String, String> question :
                texts(folder.resolve("queries.jsonl")).entrySet()) {
            Set<String> answers = gold.getOrDefault(question.getKey(), Set.of());
            if (answers.isEmpty() || number++ % step != 0) {
                continue;
            }
            float[] vector = embedder.embedQuestion(question.getValue()).stream()
                    .filter(embedding -> embedding.model().equals(model))
                    .findFirst()
                    .map(QuestionEmbedding::vector)
                    .orElse(new float[0]);
            if (vector.length == 0) {
                continue;
            }
            double best = -1;
            for (int i = 0; i < ids.size(); i++) {
                double cosine =
                        EmbeddingBenchmark.cosine(vector, embedded.get(i).vector());
                if (answers.contains(ids.get(i))) {
                    answering.add(cosine);
                } else {
                    unrelated.add(cosine);
                    best = Math.max(best, cosine);
                }
            }
            bestUnrelated.add(best);
        }
        System.out.printf("%s, %s, %d questions%n", folder.getFileName(), model, bestUnrelated.size());
        print("answering", answering);
        print("unrelated", unrelated);
        print("best unrelated", bestUnrelated);
    }

    private static void print(String name, List<Double> cosines) {
        double[] sorted =
                cosines.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        StringBuilder line = new StringBuilder("  %-16s".formatted(name));
        for (int percent : new int[] {1, 5, 10, 25, 50, 75, 90, 95, 99}) {
            line.append("  p%d %.3f".formatted(percent, sorted[(sorted.length - 1) * percent / 100]));
        }
        System.out.println(line);
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(line);
            texts.put(node.path("_id").asText(), node.path("text").asText());
        }
        return texts;
    }

    private static Map<String, Set<String>> gold(Path file) throws IOException {
        Map<String, Set<String>> gold = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split("\t");
            if (!columns[0].equals("query-id") && Integer.parseInt(columns[2]) > 0) {
                gold.computeIfAbsent(columns[0], id -> new HashSet<>()).add(columns[1]);
            }
        }
        return gold;
    }
}
