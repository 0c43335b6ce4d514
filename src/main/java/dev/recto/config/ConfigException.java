package dev.recto.config;

import java.util.List;

/** The configuration is wrong: says everything that is, so that it can be put right in one go. Nothing starts. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems what is wrong, each a sentence that begins with where; at least one */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong, each a sentence that begins with where. */
    public List<String> problems() {
        return problems;
    }
}
