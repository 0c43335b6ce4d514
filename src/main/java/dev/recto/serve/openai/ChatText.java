package dev.recto.serve.openai;

import dev.recto.read.TokenEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completion's text as it grows, ended before the first stop text and after the most tokens.
 *
 * <p>What might still become the beginning of a stop text is held back until it is clear that it does not.
 */
final class ChatText {
    private final List<String> stops;
    private final @Nullable Integer maxTokens;
    private final StringBuilder text = new StringBuilder();
    private int sent;
    private @Nullable String ended;

    ChatText(List<String> stops, @Nullable Integer maxTokens) {
        this.stops = List.copyOf(stops);
        this.maxTokens = maxTokens;
    }

    /** Adds to the text and returns what can be sent now; empty once it has ended. */
    String add(String more) {
        if (ended != null) {
            return "";
        }
        int searchFrom = sent;
        text.append(more);
        cutAtStop(searchFrom);
        cutAtTokens();
        return send(ended == null ? text.length() - heldBack() : text.length());
    }

    /** Returns what was held back, once nothing more comes. */
    String finish() {
        return send(text.length());
    }

    /** Returns all of the text that was sent. */
    String sentText() {
        return text.substring(0, sent);
    }

    /** Returns why it ended: {@code stop}, or {@code length} where the most tokens were reached. */
    String finishReason() {
        return ended == null ? "stop" : ended;
    }

    /** Returns whether nothing more will be taken in. */
    boolean ended() {
        return ended != null;
    }

    /** Returns how many tokens were sent, as the splitter estimates them: quoting runs no tokenizer of its own. */
    int tokens() {
        return tokens(sentText());
    }

    /** Returns how many tokens a text has by the same estimate. */
    static int tokens(String text) {
        return TokenEstimate.tokens(text, 0, text.length());
    }

    private void cutAtStop(int from) {
        int end = text.length();
        for (String stop : stops) {
            int at = text.indexOf(stop, from);
            if (at >= 0 && at < end) {
                end = at;
                ended = "stop";
            }
        }
        text.setLength(end);
    }

    private void cutAtTokens() {
        if (maxTokens == null) {
            return;
        }
        int end = TokenEstimate.fitting(text.toString(), 0, text.length(), maxTokens);
        if (end < text.length()) {
            boolean split = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
            text.setLength(Math.max(sent, split ? end - 1 : end));
            ended = "length";
        }
    }

    /** Returns the length of the longest end of the text with which a stop text begins. */
    private int heldBack() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, text.length() - sent); length > longest; length--) {
                if (text.substring(text.length() - length).equals(stop.substring(0, length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private String send(int end) {
        String now = text.substring(sent, Math.max(sent, end));
        sent = Math.max(sent, end);
        return now;
    }
}
