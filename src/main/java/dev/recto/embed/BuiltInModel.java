package dev.recto.embed;

import java.io.IOException;
import java.io.InputStream;

/**
 * The two encoders that come with Recto: BERT models by BAAI (<a href="https://arxiv.org/abs/2309.07597">C-Pack, 2023</a>) with
 * int8 weights, each from a jar on the class path that holds the ONNX model and its tokenizer.
 *
 * <p>A range begins at the cosine that 90 % of unrelated pairs of question and passage stay under (measured on XQuAD: en .495,
 * zh .389), and ends at the one that the top 10 % of answering pairs pass (.799, .721). {@code CalibrationBenchmark} measures both.
 */
enum BuiltInModel implements ModelSource {
    /** For {@link Language#ENGLISH}. */
    BGE_SMALL_EN(
            new EmbeddingModel("bge-small-en-v1.5-q", 384, 0.50, 0.80, 0.6),
            "Represent this sentence for searching relevant passages: "),
    /** For {@link Language#CHINESE}. */
    BGE_SMALL_ZH(new EmbeddingModel("bge-small-zh-v1.5-q", 512, 0.39, 0.72, 0), "为这个句子生成表示以用于检索相关文章：");

    private final EmbeddingModel model;
    private final String questionPrompt;

    BuiltInModel(EmbeddingModel model, String questionPrompt) {
        this.model = model;
        this.questionPrompt = questionPrompt;
    }

    /** Returns a language's. */
    static BuiltInModel of(Language language) {
        return switch (language) {
            case ENGLISH -> BGE_SMALL_EN;
            case CHINESE -> BGE_SMALL_ZH;
        };
    }

    /** Returns what it is and how it is used. */
    LocalModel local() {
        var use = new EncoderUse(EncoderUse.Pooling.CLS, questionPrompt, "", EncoderUse.MOST_POSITIONS);
        return new LocalModel(model, use, this);
    }

    /** Returns the name of its ONNX model on the class path. */
    String weightsResource() {
        return "/" + model.id() + ".onnx";
    }

    @Override
    public byte[] weights() throws IOException {
        return read(weightsResource());
    }

    @Override
    public byte[] tokenizer() throws IOException {
        return read("/" + model.id() + "-tokenizer.json");
    }

    @Override
    public String advice() {
        return "Is there a build of ONNX Runtime for this machine, and room on the disk?";
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream bytes = BuiltInModel.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return bytes.readAllBytes();
        }
    }
}
