package dev.recto.answer.task;

import dev.recto.answer.DraftSentence;
import dev.recto.document.Passage;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A document's most central sentences, copied, in its own order: needs no chat model, and says nothing of its own. Central is what stands nearest the
 * mean of all sentence vectors (Radev and others 2004), less what is like a sentence chosen before (maximal marginal relevance, Carbonell and
 * Goldstein 1998).
 */
final class QuotedSummary {
    /** Sentences of a summary. Chosen. */
    static final int SENTENCES = 6;

    /** What likeness to a sentence chosen before takes off, against nearness to the mean; Carbonell and Goldstein use about this. */
    private static final double SAME = 0.4;

    /** Sentences shorter say too little, longer ones are no summary, in UTF-16 units; a Han character counts as three. */
    private static final int SHORTEST = 40;

    private static final int LONGEST = 600;

    /** Sentences compared at most; of a longer document every second, third … one. */
    private static final int MOST_COMPARED = 4_000;

    private QuotedSummary() {}

    /** Returns the sentences; empty for a document without sentence vectors. */
    static List<DraftSentence> of(List<ScoredPassage> passages) {
        List<Candidate> candidates = candidates(passages);
        float[] mean = mean(candidates);
        List<Candidate> chosen = new ArrayList<>();
        while (chosen.size() < SENTENCES && chosen.size() < candidates.size()) {
            Candidate best = null;
            double highest = Double.NEGATIVE_INFINITY;
            for (Candidate candidate : candidates) {
                double like = chosen.stream()
                        .mapToDouble(one -> cosine(one.vector, candidate.vector))
                        .max()
                        .orElse(0);
                double score = (1 - SAME) * cosine(mean, candidate.vector) - SAME * like;
                if (!chosen.contains(candidate) && score > highest) {
                    highest = score;
                    best = candidate;
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best);
        }
        chosen.sort(Comparator.comparingInt(Candidate::place));
        return chosen.stream().map(Candidate::draft).toList();
    }

    private static List<Candidate> candidates(List<ScoredPassage> passages) {
        String model = commonest(passages);
        List<Candidate> candidates = new ArrayList<>();
        int place = 0;
        for (ScoredPassage scored : passages) {
            FoundPassage found = scored.found();
            List<byte[]> vectors = found.sentences().getOrDefault(model, List.of());
            Passage passage = found.passage();
            for (int i = 0; i < Math.min(vectors.size(), passage.sentences().size()); i++) {
                String text = passage.sentence(i).strip();
                if (vectors.get(i).length > 0 && says(text) && passage.tableHeader() == null) {
                    var quote =
                            new DraftSentence.Quote(scored, passage.sentences().get(i));
                    candidates.add(new Candidate(
                            place++, vector(vectors.get(i)), new DraftSentence(passage.sentence(i), List.of(quote))));
                }
            }
        }
        int step = 1 + candidates.size() / MOST_COMPARED;
        return candidates.stream().filter(one -> one.place % step == 0).toList();
    }

    /** Headings, captions and cut-off lines end otherwise. */
    private static boolean says(String text) {
        long han = text.codePoints().filter(Character::isIdeographic).count();
        long length = text.length() + 2 * han;
        return length >= SHORTEST && length <= LONGEST && ".!?。！？”\"".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static String commonest(List<ScoredPassage> passages) {
        Map<String, Integer> counts = new HashMap<>();
        passages.forEach(scored -> scored.found()
                .sentences()
                .forEach((model, vectors) -> counts.merge(model, vectors.size(), Integer::sum)));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static float[] vector(byte[] int8) {
        float[] vector = new float[int8.length];
        for (int i = 0; i < int8.length; i++) {
            vector[i] = int8[i] / (float) Byte.MAX_VALUE;
        }
        return vector;
    }

    private static float[] mean(List<Candidate> candidates) {
        float[] mean = new float[candidates.isEmpty() ? 0 : candidates.getFirst().vector.length];
        for (Candidate candidate : candidates) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += candidate.vector[i] / candidates.size();
            }
        }
        return mean;
    }

    private static double cosine(float[] one, float[] other) {
        double dot = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
            a += one[i] * one[i];
            b += other[i] * other[i];
        }
        return a == 0 || b == 0 ? 0 : dot / Math.sqrt(a * b);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by identity alone
    private record Candidate(int place, float[] vector, DraftSentence draft) {}
}
