package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.embed.AnswerFinder;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders the sentences of the evidence by how much they say to the question.
 *
 * <p>A sentence counts by its passage's score, by the question's words it holds, by its vector (kept at ingest, so that
 * no encoder runs here) and by whether it holds the kind of thing asked for. Its neighbours lend it a little: the sentence
 * that answers often leaves the subject to the one before. The best of them are then read together with the question by a small reader, which
 * says whether an answer begins there; that counts too. A row of a table holds its header's words as well; the header
 * alone is left out.
 */
public final class SentenceRanking {
    private static final int PASSAGES_READ = 8;

    private static final double UNREAD = Double.NEGATIVE_INFINITY;

    private static final Comparator<RankedSentence> BEST_FIRST =
            Comparator.comparingDouble(RankedSentence::score).reversed();

    /** Windows of sentences that the reader reads for one question; what they cost and give is in decision 0014. */
    private static final int WINDOWS_READ = 1;

    private final Weights weights;
    private final AnswerFinder reader;

    /**
     * What a sentence's parts count.
     *
     * @param passage its passage's score
     * @param words share of the question's words that it holds
     * @param meaning cosine of its vector with the question's
     * @param neighbour share of what a neighbour holds beyond it, lent to it
     * @param wrongKind taken off where it holds no thing of the kind asked for
     * @param reader what the reader's score counts, {@value #MOST_DOUBT} logits against an answer or more taken as -1
     */
    public record Weights(
            double passage, double words, double meaning, double neighbour, double wrongKind, double reader) {
        /** Near the optimum of likelihood on three sets, made rounder; see decision 0014. */
        public static final Weights DEFAULT = new Weights(0.25, 0.35, 0.25, 0.20, 0.08, 0.25);

        private static final double MOST_DOUBT = 10;

        double read(double logits) {
            return reader * Math.max(logits / MOST_DOUBT, -1);
        }
    }

    /**
     * Ranks by these weights.
     *
     * @param reader reads the best sentences; stays the caller's to close
     */
    public SentenceRanking(Weights weights, AnswerFinder reader) {
        this.weights = weights;
        this.reader = reader;
    }

    /**
     * Returns the sentences of the first passages, the one that says the most first; empty without evidence.
     *
     * @throws dev.recto.embed.EmbeddingException if the reader cannot be loaded or fails
     */
    public List<RankedSentence> rank(AnswerTask task) {
        var overlap = new WordOverlap(task.evidence().weights());
        AnswerKind kind = AnswerKind.of(task.question().text());
        var found = new ArrayList<RankedSentence>();
        for (ScoredPassage passage :
                task.evidence().passages().stream().limit(PASSAGES_READ).toList()) {
            found.addAll(scored(task, passage, overlap, kind));
        }
        found.sort(BEST_FIRST);
        return read(task.question().text(), found).stream().sorted(BEST_FIRST).toList();
    }

    /** Reads the best sentences among their neighbours, and scores all anew: what was not read is doubted most. */
    private List<RankedSentence> read(String question, List<RankedSentence> ranked) {
        Map<RankedSentence.Place, Double> logits = new HashMap<>();
        int windows = 0;
        for (RankedSentence best : ranked) {
            if (windows < WINDOWS_READ && !logits.containsKey(best.place())) {
                windows++;
                var window = ReadingWindow.around(best.passage().found().passage(), best.sentence());
                double[] scores = reader.read(question, window.text(), window.sentences());
                for (int i = 0; i < scores.length; i++) {
                    var place = new RankedSentence.Place(best.place().passage(), window.first() + i);
                    logits.putIfAbsent(place, scores[i]);
                }
            }
        }
        return ranked.stream()
                .map(sentence -> {
                    double found = logits.getOrDefault(sentence.place(), UNREAD);
                    return sentence.read(found, weights.read(found));
                })
                .toList();
    }

    private List<RankedSentence> scored(AnswerTask task, ScoredPassage scored, WordOverlap overlap, AnswerKind kind) {
        Passage passage = scored.found().passage();
        int count = passage.sentences().size();
        TableRows rows = TableRows.of(passage);
        var words = new ArrayList<Set<String>>();
        double[] shares = new double[count];
        double[] meaning = new double[count];
        for (int i = 0; i < count; i++) {
            words.add(task.snapshot().words(rows.said(i)));
            shares[i] = overlap.share(words.get(i));
            meaning[i] = SentenceMeaning.cosine(task.evidence().question(), scored, i);
        }
        var candidates = new ArrayList<RankedSentence>();
        for (int i = 0; i < count; i++) {
            if (rows.isHeader(i)) {
                continue;
            }
            double own =
                    weights.words * lent(shares, i) + weights.meaning * meaning[i] + weights.passage * scored.score();
            boolean fits = kind.fits(passage.sentence(i), task.question().text());
            candidates.add(new RankedSentence(scored, i, words.get(i), fits ? own : own - weights.wrongKind, UNREAD));
        }
        return candidates;
    }

    private double lent(double[] shares, int i) {
        double before = i > 0 ? shares[i - 1] : 0;
        double after = i + 1 < shares.length ? shares[i + 1] : 0;
        return shares[i] + weights.neighbour * Math.max(0, Math.max(before, after) - shares[i]);
    }
}
