package dev.recto.embed;

/**
 * A model that embeds in this process.
 *
 * @param model its id, dimensions and calibrated range
 * @param use how its authors have it used
 * @param source its weights and tokenizer
 */
record LocalModel(EmbeddingModel model, EncoderUse use, ModelSource source) {
    /** Returns its id. */
    String id() {
        return model.id();
    }

    /** Returns the same with another calibrated range. */
    LocalModel withRange(CosineRange range) {
        return new LocalModel(
                new EmbeddingModel(model.id(), model.dimensions(), range.low(), range.high(), model.feedback()),
                use,
                source);
    }
}
