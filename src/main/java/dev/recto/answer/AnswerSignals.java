package dev.recto.answer;

import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the {@link AnswerSignal}s of a question over its evidence. */
public final class AnswerSignals {
    private static final int PASSAGES_READ = 5;
    private static final double LEAST_LOGITS = -15;
    private static final double LOGITS = 10;
    private static final int MOST_NAMES = 3;

    /** Letters by which a name is looked for, so that "Germans" finds "German". */
    private static final int NAME_LETTERS = 6;

    private static final Pattern NAME = Pattern.compile("(?<!^)(?<![.?!] )\\b\\p{Lu}[\\p{L}\\p{M}\\d'&-]+");

    private static final Map<AnswerSignal, AnswerSignal> OF_EXPLANATIONS = Map.of(
            AnswerSignal.EXPLANATION_READER, AnswerSignal.READER,
            AnswerSignal.EXPLANATION_ONE_PASSAGE, AnswerSignal.ONE_PASSAGE,
            AnswerSignal.EXPLANATION_SENTENCE, AnswerSignal.SENTENCE,
            AnswerSignal.EXPLANATION_DENSE, AnswerSignal.DENSE,
            AnswerSignal.EXPLANATION_SCORE, AnswerSignal.SCORE);

    private final AnswerTask task;
    private final Map<String, Double> asked;
    private final WordOverlap overlap;
    private final Map<AnswerSignal, Double> signals = new EnumMap<>(AnswerSignal.class);

    private AnswerSignals(AnswerTask task) {
        this.task = task;
        this.asked = AskedWords.of(task.question().text(), task.evidence().weights(), text -> task.snapshot()
                .words(text));
        this.overlap = new WordOverlap(asked);
    }

    /** Returns the signals of a task whose sentences are ranked and which has evidence. */
    public static Map<AnswerSignal, Double> of(AnswerTask task) {
        var found = new AnswerSignals(task);
        found.passages();
        found.reader();
        found.question();
        return found.signals;
    }

    private void passages() {
        var together = new HashSet<String>();
        double dense = 0;
        double onePassage = 0;
        double sentence = 0;
        List<ScoredPassage> passages =
                task.evidence().passages().stream().limit(PASSAGES_READ).toList();
        for (ScoredPassage scored : passages) {
            Set<String> words = words(scored.found());
            together.addAll(words);
            dense = Math.max(dense, scored.dense());
            onePassage = Math.max(onePassage, overlap.share(words));
            for (int i = 0; i < scored.found().passage().sentences().size(); i++) {
                sentence = Math.max(
                        sentence, SentenceMeaning.cosine(task.evidence().question(), scored, i));
            }
        }
        signals.put(AnswerSignal.DENSE, dense);
        signals.put(AnswerSignal.ONE_PASSAGE, onePassage);
        signals.put(AnswerSignal.EVIDENCE, overlap.share(together));
        signals.put(AnswerSignal.SENTENCE, sentence);
        signals.put(AnswerSignal.SCORE, passages.getFirst().score());
    }

    /** Returns the terms of a passage and of what is said about it; its sentences' are known. */
    private Set<String> words(FoundPassage found) {
        var words = new HashSet<>(task.snapshot().words(context(found)));
        task.sentences().stream()
                .filter(sentence -> sentence.passage().found().id().equals(found.id()))
                .forEach(sentence -> words.addAll(sentence.words()));
        return words;
    }

    private void reader() {
        Optional<RankedSentence> best =
                task.sentences().stream().max(Comparator.comparingDouble(RankedSentence::answers));
        double logits = best.map(RankedSentence::answers).orElse(LEAST_LOGITS);
        signals.put(AnswerSignal.READER, Math.max(logits, LEAST_LOGITS) / LOGITS);
        signals.put(
                AnswerSignal.READ_SENTENCE,
                best.map(read -> overlap.share(read.words())).orElse(0.0));
        signals.put(
                AnswerSignal.NAMES_MISSING,
                best.map(read -> -missing(searchable(read.passage().found()))).orElse((double) -MOST_NAMES));
    }

    private double missing(String text) {
        String there = text.toLowerCase(Locale.ROOT);
        long missing = NAME.matcher(task.question().text())
                .results()
                .map(MatchResult::group)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !there.contains(name.substring(0, Math.min(name.length(), NAME_LETTERS))))
                .count();
        return Math.min(missing, MOST_NAMES);
    }

    private void question() {
        boolean explains = AnswerKind.of(task.question().text()) == AnswerKind.EXPLANATION;
        signals.put(AnswerSignal.EXPLANATION, explains ? 1.0 : 0.0);
        OF_EXPLANATIONS.forEach((own, signal) -> signals.put(own, explains ? signals.getOrDefault(signal, 0.0) : 0.0));
        signals.put(AnswerSignal.LENGTH, Math.log(1 + asked.size()));
    }

    private static String searchable(FoundPassage found) {
        return context(found) + "\n" + found.passage().text();
    }

    private static String context(FoundPassage found) {
        String title = found.document().title() == null ? "" : found.document().title();
        String header =
                found.passage().tableHeader() == null ? "" : found.passage().tableHeader();
        return String.join(
                "\n",
                found.document().name(),
                title,
                String.join("\n", found.passage().headingPath()),
                header);
    }
}
