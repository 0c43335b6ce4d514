package dev.recto.answer.moderation;

import dev.recto.answer.chat.EvidenceText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds words of a list in texts, whatever their case and width (NFKC), and whatever invisible characters stand in them. Where a word begins or ends
 * with a Han character, what stands beside it does not matter, since Chinese has no spaces; elsewhere it must stand as a word of its own.
 */
public final class WordFilter {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u3000]+");

    /** By their first code point. */
    private final Map<Integer, List<String>> words = new HashMap<>();

    /** @param lines a word or phrase each; blank ones and those that begin with {@code #} are none */
    public WordFilter(List<String> lines) {
        for (String line : lines) {
            String word = line.startsWith("#") ? "" : folded(line).strip();
            if (!word.isEmpty()) {
                words.computeIfAbsent(word.codePointAt(0), first -> new ArrayList<>())
                        .add(word);
            }
        }
    }

    /** Returns whether there are no words. */
    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** Returns whether a text holds one of the words. */
    public boolean matches(String text) {
        String folded = folded(text);
        for (int at = 0; at < folded.length(); at += Character.charCount(folded.codePointAt(at))) {
            for (String word : words.getOrDefault(folded.codePointAt(at), List.of())) {
                if (folded.startsWith(word, at) && stands(folded, at, at + word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean stands(String text, int from, int to) {
        boolean begins = from == 0 || !joined(text.codePointBefore(from), text.codePointAt(from));
        return begins && (to == text.length() || !joined(text.codePointBefore(to), text.codePointAt(to)));
    }

    private static boolean joined(int one, int next) {
        return ofWord(one) && ofWord(next);
    }

    private static boolean ofWord(int point) {
        return Character.isLetterOrDigit(point) && !Character.isIdeographic(point);
    }

    private static String folded(String text) {
        String visible = EvidenceText.visible(Normalizer.normalize(text, Normalizer.Form.NFKC));
        return SPACES.matcher(visible.toLowerCase(Locale.ROOT)).replaceAll(" ");
    }
}
