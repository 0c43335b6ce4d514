package dev.recto.answer.chat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.ModelType;
import java.util.List;
import java.util.Locale;

/**
 * Counts tokens as a model does: OpenAI's own models exactly, by jtokkit; every other by OpenAI's {@code cl100k_base} and a margin,
 * since its tokenizer is not here.
 */
public final class TokenCount {
    /** Tokens that frame one message, and the beginning of the answer, in OpenAI's chat format. */
    private static final int FRAME = 4;

    /** What other tokenizers need beyond cl100k_base for the same text; see decision 0009 for the measurement. */
    private static final double MARGIN = 1.35;

    private final Encoding encoding;
    private final double margin;

    private TokenCount(Encoding encoding, double margin) {
        this.encoding = encoding;
        this.margin = margin;
    }

    /** Returns the count of a model by its API's name. */
    public static TokenCount of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();
        if (name.matches("(gpt-4o|gpt-4\\.1|gpt-[5-9]|o[1-9]|chatgpt-4o).*")) {
            return new TokenCount(encodings.getEncoding(EncodingType.O200K_BASE), 1);
        }
        return ModelType.fromName(name)
                .map(known -> new TokenCount(encodings.getEncoding(known.getEncodingType()), 1))
                .orElseGet(() -> new TokenCount(encodings.getEncoding(EncodingType.CL100K_BASE), MARGIN));
    }

    /** Returns the tokens of a text, rounded up. */
    public int count(String text) {
        return (int) Math.ceil(encoding.countTokensOrdinary(text) * margin);
    }

    /** Returns the tokens of messages with what frames them. */
    public int count(List<ChatMessage> messages) {
        return FRAME
                + messages.stream()
                        .mapToInt(message -> FRAME + count(message.text()))
                        .sum();
    }
}
