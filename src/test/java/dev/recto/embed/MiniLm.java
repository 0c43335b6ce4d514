package dev.recto.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A real encoder that Recto does not know, as a folder: all-MiniLM-L6-v2 (int8, English, 384 dimensions, mean pooling), out of LangChain4j's
 * jar of it. The JSON files beside weights and tokenizer say what the model's own repository says.
 */
public final class MiniLm {
    /** The folder's name, with which the model's id begins. */
    public static final String NAME = "all-MiniLM-L6-v2";

    private MiniLm() {}

    /** Writes the model into a new folder of {@link #NAME} below the given one and returns it. */
    public static Path in(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(NAME));
        copy(
                "/all-minilm-l6-v2-q.onnx",
                Files.createDirectories(folder.resolve("onnx")).resolve("model_quantized.onnx"));
        copy("/all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"bert\", \"hidden_size\": 384, \"max_position_embeddings\": 512, \"vocab_size\": 30522}");
        Path pooling = Files.createDirectories(folder.resolve("1_Pooling")).resolve("config.json");
        Files.writeString(
                pooling,
                "{\"word_embedding_dimension\": 384, \"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true,"
                        + " \"pooling_mode_max_tokens\": false, \"pooling_mode_mean_sqrt_len_tokens\": false}");
        Files.writeString(
                folder.resolve("modules.json"),
                "[{\"type\": \"sentence_transformers.models.Transformer\"}, {\"type\": \"sentence_transformers.models.Pooling\"},"
                        + " {\"type\": \"sentence_transformers.models.Normalize\"}]");
        return folder;
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream bytes = Objects.requireNonNull(MiniLm.class.getResourceAsStream(resource), resource)) {
            Files.copy(bytes, file);
        }
    }
}
