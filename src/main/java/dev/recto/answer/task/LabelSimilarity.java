package dev.recto.answer.task;

import dev.recto.answer.DraftSentence;
import dev.recto.embed.Embedder;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How near labels are to a document's sentences, by the vectors kept at ingest: the mean cosine of the nearest few, so that one sentence that is near by
 * chance does not decide.
 */
final class LabelSimilarity {
    /** Sentences that count. Chosen. */
    private static final int NEAREST = 3;

    private final Map<String, List<QuestionEmbedding>> labels = new LinkedHashMap<>();

    /** Embeds the labels, each once for all documents. */
    LabelSimilarity(Embedder embedder, List<String> labels) throws InterruptedException {
        for (String label : labels) {
            this.labels.put(label, embedder.embedQuestion(label));
        }
    }

    /** Returns the labels in the order in which they were given. */
    List<String> labels() {
        return List.copyOf(labels.keySet());
    }

    /** One sentence and how near it is. */
    private record Near(double cosine, DraftSentence.Quote quote) {}

    /** Returns each label's nearness; without those that no model compares with the document. */
    Map<String, Double> scores(List<ScoredPassage> passages) {
        Map<String, Double> scores = new LinkedHashMap<>();
        labels.forEach((label, embeddings) -> {
            List<Near> near = nearest(embeddings, passages);
            near.stream().mapToDouble(Near::cosine).average().ifPresent(mean -> scores.put(label, mean));
        });
        return scores;
    }

    /** Returns the sentence nearest to a label; null where none can be compared. */
    DraftSentence.@Nullable Quote nearest(String label, List<ScoredPassage> passages) {
        List<Near> near = nearest(labels.getOrDefault(label, List.of()), passages);
        return near.isEmpty() ? null : near.getFirst().quote;
    }

    private static List<Near> nearest(List<QuestionEmbedding> embeddings, List<ScoredPassage> passages) {
        List<Near> all = new ArrayList<>();
        for (ScoredPassage scored : passages) {
            for (QuestionEmbedding embedding : embeddings) {
                List<byte[]> vectors = scored.found().sentences().getOrDefault(embedding.model(), List.of());
                float[] label = embedding.tokens();
                for (int i = 0; label != null && i < vectors.size(); i++) {
                    if (vectors.get(i).length == label.length) {
                        all.add(new Near(
                                cosine(label, vectors.get(i)),
                                new DraftSentence.Quote(
                                        scored,
                                        scored.found().passage().sentences().get(i))));
                    }
                }
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .limit(NEAREST)
                .toList();
    }

    private static double cosine(float[] normalised, byte[] int8) {
        double sum = 0;
        double square = 0;
        for (int i = 0; i < int8.length; i++) {
            sum += normalised[i] * int8[i];
            square += (double) int8[i] * int8[i];
        }
        return square == 0 ? 0 : sum / Math.sqrt(square);
    }
}
