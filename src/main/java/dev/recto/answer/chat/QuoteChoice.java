package dev.recto.answer.chat;

import dev.recto.answer.DraftSentence;
import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.ScoredPassage;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Chooses, in a passage that a model cites for a sentence, the words that back it best, so that the citation marks them on the page:
 * the sentence that shares most words and figures with it, and one more where that adds a good deal.
 */
final class QuoteChoice {
    /** What a figure counts beside a word: a sentence with another figure says another thing. Chosen. */
    private static final double FIGURE = 3;

    /** Share of the sentence that a second one must add. Chosen. */
    private static final double ADDS = 0.2;

    private static final Pattern FIGURES = Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)*");

    private final PassageIndex.Snapshot snapshot;

    QuoteChoice(PassageIndex.Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns one or two quotes from the passage. */
    List<DraftSentence.Quote> quotes(String sentence, ScoredPassage cited) {
        Passage passage = cited.found().passage();
        if (passage.sentences().isEmpty()) {
            return List.of(new DraftSentence.Quote(cited, passage.span().range()));
        }
        Set<String> wanted = features(sentence);
        List<Integer> chosen = new ArrayList<>();
        int best = best(passage, wanted);
        chosen.add(best);
        Set<String> rest = new HashSet<>(wanted);
        rest.removeAll(features(passage.sentence(best)));
        int second = best(passage, rest);
        if (second != best && weight(common(passage, second, rest)) >= ADDS * weight(wanted)) {
            chosen.add(second);
        }
        chosen.sort(Comparator.naturalOrder());
        return joined(cited, chosen);
    }

    private int best(Passage passage, Set<String> wanted) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < passage.sentences().size(); i++) {
            double shared = weight(common(passage, i, wanted));
            if (shared > most) {
                most = shared;
                best = i;
            }
        }
        return best;
    }

    private Set<String> common(Passage passage, int sentence, Set<String> wanted) {
        Set<String> common = features(passage.sentence(sentence));
        common.retainAll(wanted);
        return common;
    }

    private Set<String> features(String text) {
        var features = new HashSet<>(snapshot.words(text));
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        FIGURES.matcher(folded)
                .results()
                .map(MatchResult::group)
                .forEach(figure -> features.add("#" + figure.replace(",", "")));
        return features;
    }

    private static double weight(Set<String> features) {
        return features.stream()
                .mapToDouble(feature -> feature.startsWith("#") ? FIGURE : 1)
                .sum();
    }

    /** Two sentences that follow each other are one quote. */
    private static List<DraftSentence.Quote> joined(ScoredPassage cited, List<Integer> chosen) {
        List<TextRange> sentences = cited.found().passage().sentences();
        int first = chosen.getFirst();
        int last = chosen.getLast();
        if (last - first == 1) {
            var both = new TextRange(
                    sentences.get(first).start(), sentences.get(last).end());
            return List.of(new DraftSentence.Quote(cited, both));
        }
        return chosen.stream()
                .map(i -> new DraftSentence.Quote(cited, sentences.get(i)))
                .toList();
    }
}
