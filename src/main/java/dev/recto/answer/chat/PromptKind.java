package dev.recto.answer.chat;

import java.util.Locale;
import java.util.Set;

/** What a prompt is for. Each has a file of its name in every language, {@code config/prompts/en/answer.md}. */
public enum PromptKind {
    /** What the model is told to be when it answers. */
    SYSTEM,
    /** A question with its evidence. */
    ANSWER,
    /** A follow-up question that is to stand for itself. */
    REWRITE,
    /** Passages of a document that are to be summarised. */
    SUMMARISE,
    /** Passages of a document of which fields are to be read. */
    EXTRACT,
    /** Passages of a document that is to be put under a label. */
    CLASSIFY,
    /** A sentence that is to be said in the file's language. */
    TRANSLATE;

    /** Returns the names that its file holds, each at least once, as {@code {{name}}}; it may hold no others. */
    public Set<String> variables() {
        return switch (this) {
            case SYSTEM -> Set.of();
            case ANSWER -> Set.of("question", "evidence", "boundary");
            case REWRITE -> Set.of("question", "turns", "boundary");
            case SUMMARISE -> Set.of("evidence", "boundary");
            case EXTRACT -> Set.of("evidence", "boundary", "schema");
            case CLASSIFY -> Set.of("evidence", "boundary", "labels");
            case TRANSLATE -> Set.of("sentence", "boundary");
        };
    }

    /** Returns its file's name without the extension. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
