package dev.recto.read;

/**
 * Estimates how many tokens a BERT WordPiece model cuts a text into, without the model.
 *
 * <p>A CJK character is one token, every other letter run one for each six letters begun, a run of digits one for each
 * three begun, any other visible character one. Splitting needs no better: passages aim at a size, no window hangs on it.
 */
public final class TokenEstimate {
    private static final int LETTERS_PER_TOKEN = 6;
    private static final int DIGITS_PER_TOKEN = 3;

    private TokenEstimate() {}

    /** Returns the estimate for {@code text} from {@code start} to {@code end}. */
    public static int tokens(String text, int start, int end) {
        return scan(text, start, end, Integer.MAX_VALUE).tokens;
    }

    /** Returns the largest offset up to {@code end} such that the text from {@code start} to it has at most {@code most} tokens. */
    public static int fitting(String text, int start, int end, int most) {
        return scan(text, start, end, most).end;
    }

    private record Scan(int tokens, int end) {}

    private static Scan scan(String text, int start, int end, int most) {
        int tokens = 0;
        int letters = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean ideograph = isIdeograph(c);
            letters = Character.isLetter(c) && !ideograph ? letters + 1 : 0;
            digits = Character.isDigit(c) ? digits + 1 : 0;
            boolean begins = letters % LETTERS_PER_TOKEN == 1 || digits % DIGITS_PER_TOKEN == 1;
            boolean alone = letters == 0 && digits == 0 && !Character.isWhitespace(c) && !Character.isLowSurrogate(c);
            if (begins || alone) {
                if (tokens == most) {
                    return new Scan(tokens, i);
                }
                tokens++;
            }
        }
        return new Scan(tokens, end);
    }

    private static boolean isIdeograph(char c) {
        return Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff') || (c >= '\uac00' && c <= '\ud7a3');
    }
}
