package dev.recto.embed;

import java.io.IOException;

/** Where a local model's bytes come from: the class path, or a folder. */
interface ModelSource {
    /** Returns its ONNX model. */
    byte[] weights() throws IOException;

    /** Returns its tokenizer, in Hugging Face's JSON form. */
    byte[] tokenizer() throws IOException;

    /** Returns a sentence that says what to do where it cannot be loaded. */
    String advice();
}
