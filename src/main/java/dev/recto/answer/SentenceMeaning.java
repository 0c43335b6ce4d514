package dev.recto.answer;

import dev.recto.embed.QuestionEmbedding;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;

/** Compares a question with the sentence vectors that were kept at ingest, so that no encoder runs at question time. */
final class SentenceMeaning {
    private SentenceMeaning() {}

    /** Returns the best cosine over the models that embedded both, 0 where there is none. */
    static double cosine(List<QuestionEmbedding> question, ScoredPassage scored, int sentence) {
        double best = 0;
        for (QuestionEmbedding embedding : question) {
            List<byte[]> sentences = scored.found().sentences().getOrDefault(embedding.model(), List.of());
            float[] tokens = embedding.tokens();
            if (tokens != null && sentence < sentences.size() && sentences.get(sentence).length == tokens.length) {
                best = Math.max(best, cosine(tokens, sentences.get(sentence)));
            }
        }
        return best;
    }

    private static double cosine(float[] normalised, byte[] int8) {
        double sum = 0;
        for (int i = 0; i < int8.length; i++) {
            sum += normalised[i] * int8[i];
        }
        return sum / Byte.MAX_VALUE;
    }
}
