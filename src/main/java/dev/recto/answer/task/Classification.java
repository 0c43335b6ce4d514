package dev.recto.answer.task;

import dev.recto.answer.Citation;
import dev.recto.answer.Degraded;
import dev.recto.document.DocumentId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents under labels.
 *
 * @param by who chose
 * @param model the chat model's name, or null where none was asked
 * @param degraded why the chat model did not choose though it was to, or null
 * @param documents in the order in which they were given
 * @param citations by number, from 1
 */
public record Classification(
        By by,
        @Nullable String model,
        @Nullable Degraded degraded,
        List<Labelled> documents,
        List<Citation> citations) {
    public Classification {
        documents = List.copyOf(documents);
        citations = List.copyOf(citations);
    }

    /** Who chooses. */
    public enum By {
        /** The chat model read the document. */
        CHAT,
        /** The label nearest to the document's sentences by the built-in encoder. */
        SIMILARITY
    }

    /**
     * One document.
     *
     * @param document which one
     * @param name what it is called
     * @param label one of those given, or null where none fits, or the encoder cannot compare them
     * @param citation number of the citation that shows it, or null without a label
     * @param scores by label how near its nearest sentences are (cosine, −1 to 1); empty where a chat model chose
     */
    public record Labelled(
            DocumentId document,
            String name,
            @Nullable String label,
            @Nullable Integer citation,
            Map<String, Double> scores) {
        public Labelled {
            scores = Map.copyOf(scores);
        }
    }
}
