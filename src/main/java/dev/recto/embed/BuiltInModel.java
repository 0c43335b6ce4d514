package dev.recto.embed;

/**
 * The two encoders that come with Recto: BERT models by BAAI (<a href="https://arxiv.org/abs/2309.07597">C-Pack, 2023</a>) with
 * int8 weights, each from a jar on the class path that holds the ONNX model and its tokenizer.
 *
 * <p>A range begins at the cosine that 90 % of unrelated pairs of question and passage stay under (measured on XQuAD: en .495,
 * zh .389), and ends at the one that the top 10 % of answering pairs pass (.799, .721). {@code CalibrationBenchmark} measures both.
 */
enum BuiltInModel {
    /** English, and every other script but Han. */
    ENGLISH(
            new EmbeddingModel("bge-small-en-v1.5-q", 384, 0.50, 0.80, 0.6),
            "Represent this sentence for searching relevant passages: "),
    /** Chinese. */
    CHINESE(new EmbeddingModel("bge-small-zh-v1.5-q", 512, 0.39, 0.72, 0), "为这个句子生成表示以用于检索相关文章：");

    private final EmbeddingModel model;
    private final String questionPrefix;

    BuiltInModel(EmbeddingModel model, String questionPrefix) {
        this.model = model;
        this.questionPrefix = questionPrefix;
    }

    /** Returns its id, dimensions and calibrated range. */
    EmbeddingModel model() {
        return model;
    }

    /** Returns what its authors trained it to see before a question; passages have none. */
    String questionPrefix() {
        return questionPrefix;
    }

    /** Returns the name of its ONNX model on the class path. */
    String weightsResource() {
        return "/" + model.id() + ".onnx";
    }

    /** Returns the name of its tokenizer on the class path, in Hugging Face's JSON form. */
    String tokenizerResource() {
        return "/" + model.id() + "-tokenizer.json";
    }

    /**
     * Returns the model of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    static BuiltInModel of(String id) {
        for (BuiltInModel model : values()) {
            if (model.model.id().equals(id)) {
                return model;
            }
        }
        throw new IllegalArgumentException("no built-in model is called " + id);
    }
}
