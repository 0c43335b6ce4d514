package dev.recto.embed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.embed.EncoderUse.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The JSON files of a model's folder, as <a href="https://huggingface.co/docs/transformers">transformers</a> ({@code config.json},
 * {@code tokenizer.json}) and <a href="https://sbert.net">sentence-transformers</a> (the others) write them. Every complaint is an
 * {@link IOException} whose message goes on after "cannot be used:".
 */
final class ModelFolderConfig {
    private static final String CONFIG = "config.json";
    private static final String POOLING = "1_Pooling/config.json";
    private static final String PROMPTS = "config_sentence_transformers.json";
    private static final String MODULES = "modules.json";
    private static final String POOLING_MODE = "pooling_mode_";

    /** Names under which sentence-transformers looks for what goes before a question, and before a passage. */
    private static final List<String> QUESTION_PROMPTS = List.of("query");

    private static final List<String> PASSAGE_PROMPTS = List.of("document", "passage", "corpus");

    /** What may come after the encoder: pooling, and a normalisation that is done anyway. */
    private static final Set<String> KNOWN_MODULES = Set.of("Transformer", "Pooling", "Normalize");

    /** The largest of these files but the tokenizer; they have 100 to 2,000 bytes. */
    private static final long MOST_BYTES = 256 << 10;

    /** The longest vectors, as for a model behind an API. */
    private static final int MOST_DIMENSIONS = 4_096;

    /** The fewest positions: with less, a passage would not fit. */
    private static final int LEAST_POSITIONS = 128;

    /** Characters of a prompt: about half of the fewest positions. bge has 57. */
    private static final int MOST_PROMPT_CHARS = 250;

    private final Path folder;
    private final JsonNode config;

    /** Reads a folder's {@code config.json}. */
    ModelFolderConfig(Path folder) throws IOException {
        this.folder = folder;
        this.config = json(CONFIG);
    }

    /** Returns the length of its vectors. */
    int dimensions() throws IOException {
        return number("hidden_size", 1, MOST_DIMENSIONS);
    }

    /** Returns how its authors have it used. */
    EncoderUse use() throws IOException {
        checkModules();
        JsonNode prompts =
                Files.exists(folder.resolve(PROMPTS)) ? json(PROMPTS).path("prompts") : new ObjectMapper().nullNode();
        int positions = number("max_position_embeddings", LEAST_POSITIONS, 1 << 20);
        return new EncoderUse(
                pooling(),
                prompt(prompts, QUESTION_PROMPTS),
                prompt(prompts, PASSAGE_PROMPTS),
                Math.min(positions, EncoderUse.MOST_POSITIONS));
    }

    private void checkModules() throws IOException {
        if (!Files.exists(folder.resolve(MODULES))) {
            return;
        }
        for (JsonNode module : json(MODULES)) {
            String type = module.path("type").asText();
            if (!KNOWN_MODULES.contains(type.substring(type.lastIndexOf('.') + 1))) {
                throw new IOException(MODULES + " has a module that Recto does not run: " + Texts.clip(type, 100));
            }
        }
    }

    private Pooling pooling() throws IOException {
        List<String> modes = new ArrayList<>();
        json(POOLING).properties().forEach(setting -> {
            if (setting.getKey().startsWith(POOLING_MODE) && setting.getValue().asBoolean()) {
                modes.add(setting.getKey().substring(POOLING_MODE.length()));
            }
        });
        if (modes.equals(List.of("cls_token"))) {
            return Pooling.CLS;
        }
        if (modes.equals(List.of("mean_tokens"))) {
            return Pooling.MEAN;
        }
        throw new IOException(POOLING + " asks for " + (modes.isEmpty() ? "nothing" : String.join(" and ", modes))
                + ", where Recto pools by cls_token or by mean_tokens");
    }

    private static String prompt(JsonNode prompts, List<String> names) throws IOException {
        for (String name : names) {
            String prompt = prompts.path(name).asText("");
            if (prompt.length() > MOST_PROMPT_CHARS) {
                throw new IOException("the prompt \"" + name + "\" has " + prompt.length() + " characters, and at most "
                        + MOST_PROMPT_CHARS + " are read");
            }
            if (!prompt.isEmpty()) {
                return prompt;
            }
        }
        return "";
    }

    /**
     * Checks that a tokenizer is a WordPiece one, and has as many words as the model.
     *
     * @param json its {@code tokenizer.json}
     */
    void checkTokenizer(byte[] json) throws IOException {
        JsonNode tokenizer = parse(ModelFolder.TOKENIZER, json);
        String type = tokenizer.path("model").path("type").asText("of no kind");
        if (!type.equals("WordPiece")) {
            throw new IOException(ModelFolder.TOKENIZER + " is " + Texts.clip(type, 100)
                    + ", where Recto runs encoders with a WordPiece tokenizer");
        }
        int most = -1;
        for (JsonNode id : tokenizer.path("model").path("vocab")) {
            most = Math.max(most, id.asInt());
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            most = Math.max(most, added.path("id").asInt());
        }
        int words = number("vocab_size", 1, 1 << 20);
        if (most >= words) {
            throw new IOException(ModelFolder.TOKENIZER + " does not belong to the model: it has " + (most + 1)
                    + " words, and vocab_size is " + words);
        }
    }

    private int number(String name, int least, int most) throws IOException {
        JsonNode value = config.path(name);
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw new IOException(CONFIG + " has " + name + " " + Texts.clip(value.toString(), 100)
                    + ", where a number from " + least + " to " + most + " is needed");
        }
        return value.asInt();
    }

    private JsonNode json(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException("it has no " + name);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(name + " is larger than " + (MOST_BYTES >> 10) + " KiB");
        }
        return parse(name, Files.readAllBytes(file));
    }

    private static JsonNode parse(String name, byte[] json) throws IOException {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JacksonException e) {
            throw new IOException(name + " is not JSON", e);
        }
    }
}
