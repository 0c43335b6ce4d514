package dev.recto.answer;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks a sentence against the spans it cites. */
final class Grounding {
    private static final Pattern FIGURE = Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)*");

    /** Returns whether the quotes exist and hold every figure of the sentence. */
    boolean supports(DraftSentence sentence, List<Citation> citations) {
        if (citations.isEmpty()) {
            return false;
        }
        var quoted = new HashSet<String>();
        citations.forEach(citation -> figures(citation.quote()).forEach(quoted::add));
        return figures(sentence.text()).allMatch(quoted::contains);
    }

    /** Returns the figures of a text, full-width forms folded and thousands marks taken out. */
    private static Stream<String> figures(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return FIGURE.matcher(folded).results().map(MatchResult::group).map(figure -> figure.replace(",", ""));
    }
}
