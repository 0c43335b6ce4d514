package dev.recto;

import dev.recto.answer.SignalWeights;
import dev.recto.config.AnswerConfig;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.RectoConfig;
import dev.recto.embed.AnswerFinder;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedders;
import java.nio.file.Path;

/** The models that embed and read, each loaded when it is first needed, and how a question's rooms are put together around them. */
final class Models implements AutoCloseable {
    private final Opened opened = new Opened("the models");
    private final SignalWeights weights = SignalWeights.shipped();
    private final Lazy<Embedder> embedder;
    private final Lazy<Embedder> builtIn;
    private final AnswerFinder finder;
    private final AnswerConfig answers;

    /** @param cache a folder for what they unpack */
    Models(RectoConfig config, Path cache) {
        this.embedder = opened.hold(new Lazy<Embedder>(() -> Embedders.open(config.embedding(), cache)));
        this.builtIn = config.embedding().builtIn()
                ? embedder
                : opened.hold(new Lazy<Embedder>(() -> Embedders.open(EmbeddingConfig.DEFAULT, cache)));
        this.finder = opened.hold(new AnswerFinder(cache));
        this.answers = config.answer();
    }

    /** Returns the configured models that embed. */
    Lazy<Embedder> embedder() {
        return embedder;
    }

    /** Returns the built-in models that embed, which generations made before another model was configured still need. */
    Lazy<Embedder> builtIn() {
        return builtIn;
    }

    /** Returns how a question's rooms are put together: what answers and what measures are the same. */
    QuotingAssembly assembly(Embedder around) {
        return new QuotingAssembly(around, finder, weights, answers);
    }

    @Override
    public void close() {
        opened.close();
    }
}
