package dev.recto.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Gives found passages all their scores, whichever list found them.
 *
 * <p>A list stops at its depth, and a passage missing from it may score just below its last or nothing at all; fusing needs to know which.
 * Scoring some two hundred passages exactly costs less than either list.
 */
final class CandidateScores {
    private final IndexSearcher searcher;
    private final @Nullable Weight words;
    private final @Nullable Weight names;
    private final Map<String, float[]> vectors;

    /** Takes the question's words and the names it calls as queries, null where it has none, and its vectors by field name. */
    CandidateScores(IndexSearcher searcher, @Nullable Query words, @Nullable Query names, Map<String, float[]> vectors)
            throws IOException {
        this.searcher = searcher;
        this.words = weight(words);
        this.names = weight(names);
        this.vectors = vectors;
    }

    /** Returns a candidate for each of these Lucene documents, in their order. */
    List<Candidate> of(SortedSet<Integer> documents) throws IOException {
        List<Candidate> candidates = new ArrayList<>(documents.size());
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            SortedSet<Integer> here = documents.subSet(leaf.docBase, end);
            if (!here.isEmpty()) {
                score(leaf, here, candidates);
            }
        }
        return candidates;
    }

    private void score(LeafReaderContext leaf, SortedSet<Integer> documents, List<Candidate> into) throws IOException {
        Scorer lexical = words == null ? null : words.scorer(leaf);
        Scorer named = names == null ? null : names.scorer(leaf);
        Map<String, VectorScorer> dense = vectorScorers(leaf);
        for (int document : documents) {
            int here = document - leaf.docBase;
            Map<String, Double> cosines = new HashMap<>();
            for (Map.Entry<String, VectorScorer> field : dense.entrySet()) {
                VectorScorer scorer = field.getValue();
                if (at(scorer.iterator(), here)) {
                    cosines.put(field.getKey(), cosine(scorer.score()));
                }
            }
            into.add(new Candidate(document, score(lexical, here), score(named, here), cosines));
        }
    }

    private Map<String, VectorScorer> vectorScorers(LeafReaderContext leaf) throws IOException {
        Map<String, VectorScorer> scorers = new HashMap<>();
        for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
            FloatVectorValues values =
                    leaf.reader().getFloatVectorValues(PassageFields.VECTOR_PREFIX + vector.getKey());
            VectorScorer scorer = values == null ? null : values.scorer(vector.getValue());
            if (scorer != null) {
                scorers.put(vector.getKey(), scorer);
            }
        }
        return scorers;
    }

    private @Nullable Weight weight(@Nullable Query query) throws IOException {
        return query == null ? null : searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    }

    private static double score(@Nullable Scorer scorer, int document) throws IOException {
        return scorer != null && at(scorer.iterator(), document) ? scorer.score() : 0;
    }

    private static boolean at(DocIdSetIterator iterator, int document) throws IOException {
        int current = iterator.docID();
        return (current < document ? iterator.advance(document) : current) == document;
    }

    /** Lucene gives a dot product d as (1 + d) / 2. */
    private static double cosine(float score) {
        return 2.0 * score - 1;
    }
}
