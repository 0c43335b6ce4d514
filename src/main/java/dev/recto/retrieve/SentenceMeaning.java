package dev.recto.retrieve;

import dev.recto.embed.QuestionEmbedding;
import dev.recto.index.FoundPassage;
import java.util.List;

/** Compares a question with the sentence vectors that were kept at ingest, so that no encoder runs at question time. */
public final class SentenceMeaning {
    private SentenceMeaning() {}

    /** Returns the best cosine with one sentence of a passage over the models that embedded both, 0 where there is none. */
    public static double cosine(List<QuestionEmbedding> question, FoundPassage passage, int sentence) {
        double best = 0;
        for (QuestionEmbedding embedding : question) {
            List<byte[]> sentences = passage.sentences().getOrDefault(embedding.model(), List.of());
            float[] tokens = embedding.tokens();
            if (tokens != null && sentence < sentences.size() && sentences.get(sentence).length == tokens.length) {
                best = Math.max(best, cosine(tokens, sentences.get(sentence)));
            }
        }
        return best;
    }

    /** Returns the best cosine with any sentence of a passage, 0 where there is none. */
    public static double best(List<QuestionEmbedding> question, FoundPassage passage) {
        double best = 0;
        for (int i = 0; i < passage.passage().sentences().size(); i++) {
            best = Math.max(best, cosine(question, passage, i));
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
