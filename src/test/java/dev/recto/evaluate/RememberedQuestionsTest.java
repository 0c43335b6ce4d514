package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.VectorCache;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedQuestionsTest {
    private static final int QUESTIONS = 12;

    @TempDir
    Path folder;

    @Test
    void embedQuestion_askedBefore_isMostlyTakenFromTheCache() throws InterruptedException {
        try (VectorCache cache = VectorCache.open(folder.resolve("vectors.db"))) {
            ask(new CountingEmbedder(1), cache);
            var again = new CountingEmbedder(1);
            assertThat(ask(again, cache)).isEqualTo(1);
            assertThat(again.embedded).isEqualTo(5);
        }
    }

    @Test
    void embedQuestion_embedderChanged_believesNothingOfTheCache() throws InterruptedException {
        try (VectorCache cache = VectorCache.open(folder.resolve("vectors.db"))) {
            ask(new CountingEmbedder(1), cache);
            var changed = new CountingEmbedder(0.5f);
            assertThat(ask(changed, cache)).isEqualTo(0.5f);
            assertThat(changed.embedded).isEqualTo(QUESTIONS);
            assertThat(ask(new CountingEmbedder(0.5f), cache)).isEqualTo(0.5f);
        }
    }

    /** Returns the first number of the last question's vector. */
    private static float ask(Embedder embedder, VectorCache cache) throws InterruptedException {
        var remembered = new RememberedQuestions(embedder, cache);
        float last = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            QuestionEmbedding embedding =
                    remembered.embedQuestion("question " + i).getFirst();
            assertThat(embedding.tokens()).isNull();
            last = embedding.vector()[0];
        }
        return last;
    }

    /** Gives every question the same vector and counts how often it was asked to. */
    private static final class CountingEmbedder implements Embedder {
        private final float value;
        private int embedded;

        CountingEmbedder(float value) {
            this.value = value;
        }

        @Override
        public List<EmbeddingModel> models() {
            return List.of(new EmbeddingModel("tiny", 2, 0, 1, 0));
        }

        @Override
        public List<String> modelsFor(String text) {
            return List.of("tiny");
        }

        @Override
        public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
            throw new IllegalStateException("only questions are asked for");
        }

        @Override
        public List<QuestionEmbedding> embedQuestion(String question) {
            embedded++;
            return List.of(new QuestionEmbedding("tiny", new float[] {value, 0}, null));
        }

        @Override
        public void close() {}
    }
}
