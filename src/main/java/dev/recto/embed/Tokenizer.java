package dev.recto.embed;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** A model's WordPiece tokenizer, run by Hugging Face's library. Safe for use by several threads. */
final class Tokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final long opening;
    private final long closing;

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        long[] frame = tokenizer.encode("", true, false).getIds();
        this.opening = frame[0];
        this.closing = frame[1];
    }

    /** Loads a model's tokenizer. */
    static Tokenizer load(ModelSource model) throws IOException {
        var json = new ByteArrayInputStream(model.tokenizer());
        return new Tokenizer(HuggingFaceTokenizer.newInstance(json, Map.of("padding", "false", "truncation", "false")));
    }

    /** Returns the text's tokens. */
    TokenizedText tokenize(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        long[] ids = encoding.getIds();
        int[] starts = new int[ids.length];
        boolean[] continues = new boolean[ids.length];
        CharSpan[] spans = encoding.getCharTokenSpans();
        String[] tokens = encoding.getTokens();
        int character = 0;
        int offset = 0;
        for (int i = 0; i < ids.length; i++) {
            int start = spans[i] == null ? character : Math.max(character, spans[i].getStart());
            offset = text.offsetByCodePoints(offset, start - character);
            character = start;
            starts[i] = offset;
            continues[i] = tokens[i].startsWith("##");
        }
        return new TokenizedText(ids, starts, continues);
    }

    /** Returns tokens {@code from} to before {@code to} in the frame the model expects: {@code [CLS] … [SEP]}. */
    long[] framed(long[] ids, int from, int to) {
        long[] framed = new long[to - from + 2];
        framed[0] = opening;
        System.arraycopy(ids, from, framed, 1, to - from);
        framed[framed.length - 1] = closing;
        return framed;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
