package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.embed.AnswerFinder;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Answers by quoting the sentences of the evidence that say the most to the question. It can copy, but not invent.
 *
 * <p>A sentence counts by its passage's score, by the question's words it holds, by its vector (kept at ingest, so that
 * no encoder runs here) and by whether it holds the kind of thing asked for. Its neighbours lend it a little: the sentence
 * that answers often leaves the subject to the one before. The best of them are then read together with the question by a small reader, which
 * says whether an answer begins there; that counts too. A row of a table holds its header's words as well, and is cited with it; the header
 * alone is not quoted.
 */
public final class QuotingModel implements AnswerModel {
    private static final int MOST_SENTENCES = 3;
    private static final int PASSAGES_READ = 8;

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::score).reversed();

    /** Windows of sentences that the reader reads for one question; what they cost and give is in decision 0014. */
    private static final int WINDOWS_READ = 1;

    /** How far behind the first sentence a further one may be; chosen with the weights, see decision 0014. */
    private static final double FOLLOWS_BY = 0.25;

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
     * Quotes by these weights.
     *
     * @param reader reads the best sentences; stays the caller's to close
     */
    public QuotingModel(Weights weights, AnswerFinder reader) {
        this.weights = weights;
        this.reader = reader;
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
        double enough = ranked.getFirst().score - FOLLOWS_BY;
        var said = new HashSet<String>();
        for (Candidate candidate : ranked) {
            if (said.size() == MOST_SENTENCES || candidate.score < enough) {
                return ModelReport.QUOTED;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (said.add(candidate.text())) {
                sentences.accept(new DraftSentence(candidate.text(), candidate.quotes()));
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
        candidates.sort(BEST_FIRST);
        return read(task.question().text(), candidates).stream()
                .sorted(BEST_FIRST)
                .toList();
    }

    /** Reads the best sentences among their neighbours, and scores all anew: what was not read is doubted most. */
    private List<Candidate> read(String question, List<Candidate> ranked) {
        Map<Place, Double> logits = new HashMap<>();
        int windows = 0;
        for (Candidate candidate : ranked) {
            if (windows < WINDOWS_READ && !logits.containsKey(candidate.place())) {
                windows++;
                var window = ReadingWindow.around(candidate.passage.found().passage(), candidate.sentence);
                double[] scores = reader.read(question, window.text(), window.sentences());
                for (int i = 0; i < scores.length; i++) {
                    logits.putIfAbsent(new Place(candidate.place().passage, window.first() + i), scores[i]);
                }
            }
        }
        return ranked.stream()
                .map(candidate ->
                        candidate.plus(weights.read(logits.getOrDefault(candidate.place(), Double.NEGATIVE_INFINITY))))
                .toList();
    }

    private List<Candidate> scored(AnswerTask task, ScoredPassage scored, WordOverlap overlap, AnswerKind kind) {
        Passage passage = scored.found().passage();
        int count = passage.sentences().size();
        PassageTable table = PassageTable.of(passage);
        double[] words = new double[count];
        double[] meaning = new double[count];
        for (int i = 0; i < count; i++) {
            String row = table.isRow(i) ? table.header() + "\n" : "";
            words[i] = overlap.share(task.snapshot().words(row + passage.sentence(i)));
            meaning[i] = SentenceMeaning.cosine(task.evidence().question(), scored, i);
        }
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < count; i++) {
            if (table.isHeader(i) && count > 1) {
                continue;
            }
            double own =
                    weights.words * lent(words, i) + weights.meaning * meaning[i] + weights.passage * scored.score();
            boolean fits = kind.fits(passage.sentence(i), task.question().text());
            candidates.add(new Candidate(scored, i, fits ? own : own - weights.wrongKind));
        }
        return candidates;
    }

    private double lent(double[] words, int i) {
        double before = i > 0 ? words[i - 1] : 0;
        double after = i + 1 < words.length ? words[i + 1] : 0;
        return words[i] + weights.neighbour * Math.max(0, Math.max(before, after) - words[i]);
    }

    /** A sentence of the evidence: of which passage, and which one, from 0. */
    private record Place(PassageId passage, int sentence) {}

    private record Candidate(ScoredPassage passage, int sentence, double score) {
        Place place() {
            return new Place(passage.found().id(), sentence);
        }

        String text() {
            return passage.found().passage().sentence(sentence);
        }

        /** A row of a table rests on its header too. */
        List<DraftSentence.Quote> quotes() {
            Passage read = passage.found().passage();
            var quotes = new ArrayList<DraftSentence.Quote>();
            quotes.add(new DraftSentence.Quote(passage, read.sentences().get(sentence)));
            PassageTable.of(read)
                    .headerOf(sentence)
                    .ifPresent(header -> quotes.add(new DraftSentence.Quote(passage, header)));
            return quotes;
        }

        Candidate plus(double more) {
            return new Candidate(passage, sentence, score + more);
        }
    }
}
