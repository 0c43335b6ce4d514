package dev.recto.embed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Passages embedded together by several workers, the longest first, so that no worker is left with a long text at the end.
 */
final class EmbeddingBatch {
    private final TextEncoder encoder;
    private final List<EmbeddingInput> inputs;
    private final int[] longestFirst;
    private final AtomicInteger next = new AtomicInteger();
    private final Embedding[] embeddings;
    private volatile boolean stopped;

    EmbeddingBatch(TextEncoder encoder, List<EmbeddingInput> inputs) {
        this.encoder = encoder;
        this.inputs = List.copyOf(inputs);
        this.embeddings = new Embedding[inputs.size()];
        this.longestFirst = IntStream.range(0, inputs.size())
                .boxed()
                .sorted(Comparator.comparingInt(i ->
                        -inputs.get(i).text().length() - inputs.get(i).context().length()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Embeds what no other worker has taken, until all is taken, or the batch is stopped, or an input fails. */
    void work() {
        try {
            for (int taken = next.getAndIncrement(); taken < longestFirst.length && !stopped; ) {
                int input = longestFirst[taken];
                embeddings[input] = encoder.passage(inputs.get(input));
                taken = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    /** Lets every worker end with the text it has. */
    void stop() {
        stopped = true;
    }

    /** Returns one embedding for each input, in the inputs' order; to be called when every worker has ended by itself. */
    List<Embedding> embeddings() {
        return Arrays.asList(embeddings);
    }
}
