package dev.recto.evaluate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares a text with a gold answer as SQuAD's scorer does (Rajpurkar and others 2016): case, punctuation and the English articles do not
 * count. Chinese is compared by character, as CMRC's scorer does (Cui and others 2019). Full-width forms are folded (NFKC).
 */
final class AnswerComparison {
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private AnswerComparison() {}

    /** Returns whether the text holds the answer, white space and punctuation aside. */
    static boolean holds(String text, List<String> answers) {
        String within = squeezed(text);
        return answers.stream()
                .map(AnswerComparison::squeezed)
                .anyMatch(answer -> !answer.isEmpty() && within.contains(answer));
    }

    /** Returns 1 where the text is one of the answers, 0 otherwise. */
    static double exactMatch(String text, List<String> answers) {
        List<String> tokens = tokens(text);
        return answers.stream().anyMatch(answer -> tokens(answer).equals(tokens)) ? 1 : 0;
    }

    /** Returns the best F1 of tokens over the answers, 0 to 1. */
    static double f1(String text, List<String> answers) {
        List<String> tokens = tokens(text);
        return answers.stream()
                .mapToDouble(answer -> f1(tokens, tokens(answer)))
                .max()
                .orElse(0);
    }

    /** Returns the words that count: a Chinese character each, every other word whole. */
    static List<String> tokens(String text) {
        StringBuilder spaced = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(letter -> {
                    if (byCharacter(letter)) {
                        spaced.append(' ').appendCodePoint(letter).append(' ');
                    } else if (counts(letter)) {
                        spaced.appendCodePoint(letter);
                    } else if (Character.isWhitespace(letter)) {
                        spaced.append(' ');
                    }
                });
        List<String> tokens = new ArrayList<>();
        for (String word : spaced.toString().strip().split("\\s+", -1)) {
            if (!word.isEmpty() && !ARTICLES.contains(word)) {
                tokens.add(word);
            }
        }
        return tokens;
    }

    private static double f1(List<String> said, List<String> gold) {
        if (said.isEmpty() || gold.isEmpty()) {
            return said.equals(gold) ? 1 : 0;
        }
        Map<String, Integer> left = new HashMap<>();
        gold.forEach(token -> left.merge(token, 1, Integer::sum));
        long common = said.stream()
                .filter(token -> left.merge(token, -1, Integer::sum) >= 0)
                .count();
        return 2.0 * common / (said.size() + gold.size());
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(AnswerComparison::counts)
                .forEach(squeezed::appendCodePoint);
        return squeezed.toString();
    }

    private static boolean counts(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> false;
            default -> !Character.isWhitespace(letter) && !Character.isSpaceChar(letter);
        };
    }

    private static boolean byCharacter(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }
}
