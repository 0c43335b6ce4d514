package dev.recto.answer;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The words of a question that its answer can be expected to hold. The index asks for every pair of neighbouring Chinese characters, and the
 * rarest pairs are those across two words ("是多", "次和"), which no text need hold: here a word is what ICU's dictionary takes for
 * one (Unicode UAX #29), and counts by its own pairs. Characters that stand alone for want of a dictionary word, as in names, count as pairs.
 */
final class AskedWords {
    private final Map<String, Double> weights;
    private final Function<String, Set<String>> terms;
    private final Map<String, Double> asked = new LinkedHashMap<>();
    private final StringBuilder alone = new StringBuilder();

    private AskedWords(Map<String, Double> weights, Function<String, Set<String>> terms) {
        this.weights = weights;
        this.terms = terms;
    }

    /**
     * Returns the terms of a question's words with their weights; all weights where no word has one.
     *
     * @param weights inverse document frequency of each content term of the question
     * @param terms what a text's terms are
     */
    static Map<String, Double> of(String question, Map<String, Double> weights, Function<String, Set<String>> terms) {
        if (question.codePoints().noneMatch(AskedWords::isIdeograph)) {
            return weights;
        }
        var words = new AskedWords(weights, terms);
        words.read(question);
        return words.asked.isEmpty() ? weights : words.asked;
    }

    private void read(String question) {
        BreakIterator iterator = BreakIterator.getWordInstance(ULocale.ROOT);
        iterator.setText(question);
        int start = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; start = end, end = iterator.next()) {
            String word = question.substring(start, end);
            if (isIdeograph(word.codePointAt(0)) && word.codePointCount(0, word.length()) == 1) {
                addAlone(word);
            } else {
                count(alone);
                count(new StringBuilder(word));
            }
        }
        count(alone);
    }

    /** A function word ends the run of single characters: it is no part of a name. */
    private void addAlone(String character) {
        if (terms.apply(character).stream().anyMatch(weights::containsKey)) {
            alone.append(character);
        } else {
            count(alone);
        }
    }

    private void count(StringBuilder word) {
        boolean pairs = word.codePointCount(0, word.length()) > 1 && isIdeograph(word.codePointAt(0));
        for (String term : terms.apply(word.toString())) {
            Double weight = weights.get(term);
            if (weight != null && !(pairs && term.codePointCount(0, term.length()) == 1)) {
                asked.put(term, weight);
            }
        }
        word.setLength(0);
    }

    private static boolean isIdeograph(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.IDEOGRAPHIC);
    }
}
