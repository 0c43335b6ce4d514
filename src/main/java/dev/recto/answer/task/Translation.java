package dev.recto.answer.task;

import dev.recto.answer.ModelReport;
import dev.recto.answer.grounding.TranslationCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sentences in another language.
 *
 * @param sentences one for each that was given, in their order
 * @param report how they came about
 */
public record Translation(List<Sentence> sentences, ModelReport report) {
    public Translation {
        sentences = List.copyOf(sentences);
    }

    /**
     * One sentence.
     *
     * @param text what the model wrote, or the sentence as it was where it wrote nothing
     * @param fault what is wrong with it, or null
     */
    public record Sentence(String text, TranslationCheck.@Nullable Fault fault) {}
}
