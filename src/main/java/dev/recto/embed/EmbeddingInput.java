package dev.recto.embed;

import dev.recto.document.TextRange;
import java.util.List;

/**
 * A passage as a model sees it.
 *
 * @param context title and heading path (and a table's header), put before the text; may be empty
 * @param text the passage's words
 * @param sentences offsets into {@code text}, ordered; a vector is kept for each
 */
public record EmbeddingInput(String context, String text, List<TextRange> sentences) {
    public EmbeddingInput {
        sentences = List.copyOf(sentences);
    }
}
