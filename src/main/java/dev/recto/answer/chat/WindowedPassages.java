package dev.recto.answer.chat;

import dev.recto.document.Passage;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Passages of whole documents, cut so that each fits a prompt alone: one that is larger than the whole window becomes several, at ends of sentences, so
 * that no sentence of it is lost but one that is larger than the window by itself.
 */
final class WindowedPassages {
    private WindowedPassages() {}

    /** Returns passages that each fit the budget of a prompt's evidence. */
    static List<ScoredPassage> of(List<ScoredPassage> passages, int budget, ToIntFunction<String> tokens) {
        List<ScoredPassage> fitting = new ArrayList<>();
        for (ScoredPassage scored : passages) {
            if (fits(scored, budget, tokens)
                    || scored.found().passage().sentences().isEmpty()) {
                fitting.add(scored);
            } else {
                cut(scored, budget, tokens, fitting);
            }
        }
        return fitting;
    }

    private static boolean fits(ScoredPassage scored, int budget, ToIntFunction<String> tokens) {
        return EvidenceText.cost(scored.found(), tokens) <= budget;
    }

    private static void cut(
            ScoredPassage scored, int budget, ToIntFunction<String> tokens, List<ScoredPassage> fitting) {
        int count = scored.found().passage().sentences().size();
        int first = 0;
        while (first < count) {
            int last = first;
            while (last + 1 < count && fits(part(scored, first, last + 1), budget, tokens)) {
                last++;
            }
            fitting.add(part(scored, first, last));
            first = last + 1;
        }
    }

    /** Returns some of a passage's sentences, as a passage of the same id, so that citations find their place as ever. */
    private static ScoredPassage part(ScoredPassage scored, int first, int last) {
        FoundPassage found = scored.found();
        Passage whole = found.passage();
        int start = whole.span().range().start();
        var range = new TextRange(
                whole.sentences().get(first).start(),
                whole.sentences().get(last).end());
        var passage = new Passage(
                whole.number(),
                new Span(whole.span().part(), range),
                whole.text().substring(range.start() - start, range.end() - start),
                whole.headingPath(),
                whole.tableHeader(),
                whole.label(),
                whole.sentences().subList(first, last + 1));
        Map<String, List<byte[]>> vectors = found.sentences().entrySet().stream()
                .filter(entry -> entry.getValue().size() > last)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().subList(first, last + 1)));
        return new ScoredPassage(
                new FoundPassage(found.id(), passage, found.partKind(), found.document(), vectors),
                scored.score(),
                scored.lexical(),
                scored.dense());
    }
}
