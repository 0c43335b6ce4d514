package dev.recto.answer.chat;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The prompts, read and checked at start: from {@code config/prompts/<language>/<kind>.md} of the home where that file is there,
 * else as they came with Recto.
 */
public final class Prompts {
    private static final int MOST_BYTES = 64 << 10;

    private final Map<String, Prompt> prompts;

    private Prompts(Map<String, Prompt> prompts) {
        this.prompts = prompts;
    }

    /**
     * Reads all of them.
     *
     * @param folder the home's {@code config/prompts}; it need not be there
     * @throws PromptException if files cannot be read, or hold unknown variables or lack some, with all that is wrong
     */
    public static Prompts load(Path folder) {
        var prompts = new HashMap<String, Prompt>();
        List<String> problems = new ArrayList<>();
        for (PromptLanguage language : PromptLanguage.values()) {
            for (PromptKind kind : PromptKind.values()) {
                String name = name(kind, language);
                try {
                    Prompt prompt = read(folder, name);
                    check(prompt, kind, name, problems);
                    prompts.put(name, prompt);
                } catch (IOException e) {
                    problems.add("config/prompts/" + name + " cannot be read: " + e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new PromptException(problems);
        }
        return new Prompts(prompts);
    }

    /** Returns a prompt. */
    public Prompt of(PromptKind kind, PromptLanguage language) {
        Prompt prompt = prompts.get(name(kind, language));
        if (prompt == null) {
            throw new IllegalStateException("prompt was not loaded: " + name(kind, language));
        }
        return prompt;
    }

    /** Returns the SHA-256 of these prompts' texts in one language, 64 hexadecimal digits: the version that an answer records. */
    public String hash(PromptLanguage language, PromptKind... kinds) {
        MessageDigest digest = ContentHash.sha256();
        for (PromptKind kind : kinds) {
            digest.update(of(kind, language).text().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void check(Prompt prompt, PromptKind kind, String name, List<String> problems) {
        Set<String> unknown = new TreeSet<>(prompt.variables());
        unknown.removeAll(kind.variables());
        Set<String> missing = new TreeSet<>(kind.variables());
        missing.removeAll(prompt.variables());
        String known = kind.variables().isEmpty() ? "none" : String.join(", ", new TreeSet<>(kind.variables()));
        unknown.forEach(variable -> problems.add(
                "config/prompts/" + name + " has the unknown variable {{" + variable + "}}; there is: " + known + "."));
        missing.forEach(variable ->
                problems.add("config/prompts/" + name + " lacks the variable {{" + variable + "}}, which it needs."));
        if (prompt.text().isBlank()) {
            problems.add("config/prompts/" + name + " is empty.");
        }
    }

    private static Prompt read(Path folder, String name) throws IOException {
        Path own = folder.resolve(name);
        if (Files.exists(own)) {
            if (Files.size(own) > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            return new Prompt(Files.readString(own).strip());
        }
        try (@Nullable InputStream shipped = Prompts.class.getResourceAsStream("prompts/" + name)) {
            if (shipped == null) {
                throw new IOException("it is missing");
            }
            return new Prompt(new String(shipped.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private static String name(PromptKind kind, PromptLanguage language) {
        return language.label() + "/" + kind.label() + ".md";
    }
}
