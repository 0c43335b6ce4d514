package dev.recto.embed;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A local model in a folder that somebody else made, in the layout in which encoders are exported for sentence-transformers; what the
 * files may be says {@link ModelFolderConfig}, what is in them {@code src/docs/CONFIGURATION.md}.
 *
 * <p>Files are looked up by fixed names alone. Weights and tokenizer are hashed when the folder is opened, and what is loaded later must
 * have the same hash: vectors under one id are always of one model, whatever happens to the folder meanwhile.
 */
final class ModelFolder implements ModelSource {
    /** Where the ONNX model may be, the first that is there is taken. */
    static final List<String> WEIGHTS = List.of("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx");

    static final String TOKENIZER = "tokenizer.json";

    /** The largest ONNX model: a BERT of 110 million parameters has 440 MB as float32. */
    private static final long MOST_WEIGHT_BYTES = 512 << 20;

    /** The largest tokenizer: one of 30,000 words has 700 kB, one of 250,000 has 17 MB. */
    private static final long MOST_TOKENIZER_BYTES = 32 << 20;

    /** Characters of the folder's name that go into the model's id, and hexadecimal digits of the hash. */
    private static final int MOST_NAME_CHARS = 48;

    private static final int HASH_DIGITS = 12;

    /** How an ONNX tensor begins that lies in another file: the key {@code location} of its {@code external_data}, as protobuf has it. */
    private static final byte[] ELSEWHERE = "\n\blocation".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final Path weights;
    private final Path tokenizer;
    private final String weightsHash;
    private final String tokenizerHash;

    private ModelFolder(Path folder, Path weights) throws IOException {
        this.folder = folder;
        this.weights = weights;
        this.tokenizer = folder.resolve(TOKENIZER);
        this.weightsHash = hash(weights, MOST_WEIGHT_BYTES);
        this.tokenizerHash = hash(tokenizer, MOST_TOKENIZER_BYTES);
    }

    /**
     * Reads what a folder says of its model; its cosines are not calibrated yet: 0 to 1.
     *
     * @throws EmbeddingException if something is missing or is of a kind that cannot be used, with what to do
     */
    static LocalModel read(Path folder) {
        try {
            var config = new ModelFolderConfig(folder);
            var source = new ModelFolder(folder, weightsIn(folder));
            EncoderUse use = config.use();
            config.checkTokenizer(source.tokenizer());
            int dimensions = config.dimensions();
            return new LocalModel(new EmbeddingModel(source.id(dimensions, use), dimensions, 0, 1, 0), use, source);
        } catch (IOException e) {
            throw new EmbeddingException(
                    "The model in " + folder + " cannot be used: " + e.getMessage() + ". " + advice(folder), e);
        }
    }

    private static Path weightsIn(Path folder) throws IOException {
        return WEIGHTS.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("it has none of " + String.join(", ", WEIGHTS)));
    }

    /** Returns the folder's name and a hash of everything that its vectors depend on. */
    private String id(int dimensions, EncoderUse use) {
        MessageDigest digest = ContentHash.sha256();
        List.of(
                        weightsHash,
                        tokenizerHash,
                        String.valueOf(dimensions),
                        use.pooling().name(),
                        use.questionPrompt(),
                        use.passagePrompt(),
                        String.valueOf(use.positions()))
                .forEach(part -> digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8)));
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                .replaceAll("[^A-Za-z0-9._-]", "-");
        return Texts.clip(name, MOST_NAME_CHARS) + "-"
                + HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }

    /** {@inheritDoc} One whose tensors lie in other files is refused: which files are read would be up to whoever made it. */
    @Override
    public byte[] weights() throws IOException {
        byte[] bytes = read(weights, MOST_WEIGHT_BYTES, weightsHash);
        if (contains(bytes, ELSEWHERE)) {
            throw new IOException(
                    folder.relativize(weights) + " keeps its weights in another file; export it as one file");
        }
        return bytes;
    }

    @Override
    public byte[] tokenizer() throws IOException {
        return read(tokenizer, MOST_TOKENIZER_BYTES, tokenizerHash);
    }

    @Override
    public String advice() {
        return advice(folder);
    }

    private static String advice(Path folder) {
        return "Put a whole export of an encoder into " + folder
                + ", or leave embedding.english or embedding.chinese empty for the built-in one.";
    }

    private static byte[] read(Path file, long most, String hash) throws IOException {
        checkSize(file, most);
        byte[] bytes = Files.readAllBytes(file);
        if (!ContentHash.of(bytes).hex().equals(hash)) {
            throw new IOException(file.getFileName() + " has changed since Recto started; restart it and re-index");
        }
        return bytes;
    }

    private static String hash(Path file, long most) throws IOException {
        checkSize(file, most);
        MessageDigest digest = ContentHash.sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void checkSize(Path file, long most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("it has no " + file.getFileName());
        }
        if (Files.size(file) > most) {
            throw new IOException(file.getFileName() + " has " + (Files.size(file) >> 20) + " MiB, and at most "
                    + (most >> 20) + " MiB are read");
        }
    }

    private static boolean contains(byte[] bytes, byte[] sought) {
        for (int at = 0; at <= bytes.length - sought.length; at++) {
            int matching = 0;
            while (matching < sought.length && bytes[at + matching] == sought[matching]) {
                matching++;
            }
            if (matching == sought.length) {
                return true;
            }
        }
        return false;
    }
}
