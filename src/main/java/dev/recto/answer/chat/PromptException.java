package dev.recto.answer.chat;

import java.util.List;

/** The prompt files are wrong: says everything that is. Nothing is asked with them. */
public final class PromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param problems what is wrong, each a sentence that begins with the file; at least one */
    public PromptException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
