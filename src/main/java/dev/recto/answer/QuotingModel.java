package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers by quoting the sentences of the evidence that say the most to the question. It can copy, but not invent.
 *
 * <p>A sentence counts by its passage's score, by the question's words it holds, by its vector (kept at ingest, so that
 * no encoder runs here) and by whether it holds the kind of thing asked for. Its neighbours lend it a little: the sentence
 * that answers often leaves the subject to the one before.
 */
public final class QuotingModel implements AnswerModel {
    private static final int MOST_SENTENCES = 3;
    private static final int PASSAGES_READ = 8;

    private static final double FOLLOWS_BY = 0.80;

    private final Weights weights;

    /**
     * What a sentence's parts count.
     *
     * @param passage its passage's score
     * @param words share of the question's words that it holds
     * @param meaning cosine of its vector with the question's
     * @param neighbour share of what a neighbour holds beyond it, lent to it
     * @param wrongKind taken off where it holds no thing of the kind asked for
     */
    public record Weights(double passage, double words, double meaning, double neighbour, double wrongKind) {
        /** Set by hand; {@code QuoteTuning} measures them; see decision 0005. */
        public static final Weights DEFAULT = new Weights(0.25, 0.35, 0.40, 0.15, 0.10);
    }

    public QuotingModel(Weights weights) {
        this.weights = weights;
    }

    @Override
    public String name() {
        return "quote";
    }

    @Override
    public ModelReport answer(AnswerTask task, Consumer<DraftSentence> sentences) throws InterruptedException {
        List<Candidate> ranked = ranked(task);
        if (ranked.isEmpty()) {
            return ModelReport.QUOTED;
        }
        double enough = ranked.getFirst().score * FOLLOWS_BY;
        var said = new HashSet<String>();
        for (Candidate candidate : ranked) {
            if (said.size() == MOST_SENTENCES || candidate.score < enough) {
                return ModelReport.QUOTED;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (said.add(candidate.text)) {
                var quote = new DraftSentence.Quote(candidate.passage, candidate.range);
                sentences.accept(new DraftSentence(candidate.text, List.of(quote)));
            }
        }
        return ModelReport.QUOTED;
    }

    private List<Candidate> ranked(AnswerTask task) {
        var overlap = new WordOverlap(task.evidence().weights());
        AnswerKind kind = AnswerKind.of(task.question().text());
        var candidates = new ArrayList<Candidate>();
        for (ScoredPassage passage :
                task.evidence().passages().stream().limit(PASSAGES_READ).toList()) {
            candidates.addAll(scored(task, passage, overlap, kind));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return candidates;
    }

    private List<Candidate> scored(AnswerTask task, ScoredPassage scored, WordOverlap overlap, AnswerKind kind) {
        Passage passage = scored.found().passage();
        int count = passage.sentences().size();
        double[] words = new double[count];
        double[] meaning = new double[count];
        for (int i = 0; i < count; i++) {
            words[i] = overlap.share(task.snapshot().words(passage.sentence(i)));
            meaning[i] = SentenceMeaning.cosine(task.evidence().question(), scored, i);
        }
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < count; i++) {
            double own =
                    weights.words * lent(words, i) + weights.meaning * meaning[i] + weights.passage * scored.score();
            boolean fits = kind.fits(passage.sentence(i), task.question().text());
            candidates.add(new Candidate(
                    scored, passage.sentences().get(i), passage.sentence(i), fits ? own : own - weights.wrongKind));
        }
        return candidates;
    }

    private double lent(double[] words, int i) {
        double before = i > 0 ? words[i - 1] : 0;
        double after = i + 1 < words.length ? words[i + 1] : 0;
        return words[i] + weights.neighbour * Math.max(0, Math.max(before, after) - words[i]);
    }

    private record Candidate(ScoredPassage passage, TextRange range, String text, double score) {}
}
