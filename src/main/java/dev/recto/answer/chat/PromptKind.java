package dev.recto.answer.chat;

import java.util.Locale;
import java.util.Set;

/** What a prompt is for. Each has a file of its name in every language, {@code config/prompts/en/answer.md}. */
public enum PromptKind {
    /** What the model is told to be when it answers. */
    SYSTEM,
    /** A question with its evidence. */
    ANSWER;

    /** Returns the names that its file holds, each at least once, as {@code {{name}}}; it may hold no others. */
    public Set<String> variables() {
        return switch (this) {
            case SYSTEM -> Set.of();
            case ANSWER -> Set.of("question", "evidence", "boundary");
        };
    }

    /** Returns its file's name without the extension. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
