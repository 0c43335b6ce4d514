package dev.recto.retrieve;

import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.embed.Embedder;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.index.Candidate;
import dev.recto.index.FoundPassage;
import dev.recto.index.IndexQuestion;
import dev.recto.index.PassageIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the evidence for a question: embed, search, fuse, rank. */
public final class Retriever {
    /** Passages that each list gives: ten times the evidence shown. Chosen, not tuned; decision 0004 was measured with it. */
    private static final int DEPTH = 100;

    /** Depth of a second search, made where copies of the same text took the first one's places. */
    private static final int DEPTH_PAST_COPIES = 1_000;

    /** The best passages, whose likeness counts; one and five measured worse, decision 0013. */
    private static final int FEEDBACK_PASSAGES = 3;

    private final Embedder embedder;
    private final Ranking ranking;
    private final Fusion fusion;

    /** Ranks by words and vectors together. */
    public Retriever(Embedder embedder) {
        this(embedder, Ranking.FUSED);
    }

    /** Ranks as told. */
    public Retriever(Embedder embedder, Ranking ranking) {
        this.embedder = embedder;
        this.ranking = ranking;
        Map<String, EmbeddingModel> models =
                embedder.models().stream().collect(Collectors.toMap(EmbeddingModel::id, Function.identity()));
        this.fusion = new Fusion(ranking, models);
    }

    /**
     * Returns the evidence for a question in one snapshot of one collection. Passages of equal contents with the same words come once.
     *
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public Evidence retrieve(Caller caller, Question question, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        long begun = System.nanoTime();
        List<QuestionEmbedding> embeddings =
                ranking.usesVectors() ? embedder.embedQuestion(question.text()) : List.of();
        long embedded = System.nanoTime();
        Map<String, Double> weights = snapshot.weights(question.text());
        Search search = new Search(caller, question, embeddings, weights, snapshot);
        List<ScoredPassage> passages = search.best(DEPTH);
        if (passages.size() < question.limit() && snapshot.size() > DEPTH) {
            passages = search.best(DEPTH_PAST_COPIES);
        }
        return new Evidence(
                passages, embeddings, weights, millis(begun, embedded), millis(embedded, System.nanoTime()));
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    /** One question against one snapshot. */
    private final class Search {
        private final Caller caller;
        private final Question question;
        private final Map<String, float[]> vectors;
        private final Map<String, Double> weights;
        private final PassageIndex.Snapshot snapshot;

        Search(
                Caller caller,
                Question question,
                List<QuestionEmbedding> embeddings,
                Map<String, Double> weights,
                PassageIndex.Snapshot snapshot) {
            this.caller = caller;
            this.question = question;
            this.vectors =
                    embeddings.stream().collect(Collectors.toMap(QuestionEmbedding::model, QuestionEmbedding::vector));
            this.weights = weights;
            this.snapshot = snapshot;
        }

        List<ScoredPassage> best(int depth) {
            String words = ranking.usesWords() ? question.text() : "";
            List<Candidate> candidates = snapshot.search(
                    new IndexQuestion(words, ranking.nameWeight(), vectors, caller, question.filter(), depth));
            return distinct(withFeedback(fusion.rank(candidates, weights)));
        }

        private List<Fusion.Ranked> withFeedback(List<Fusion.Ranked> ranked) {
            int best = Math.min(FEEDBACK_PASSAGES, ranked.size());
            boolean heard = vectors.keySet().stream().anyMatch(model -> fusion.feedback(model) > 0);
            if (!ranking.feedback() || !heard || best == 0) {
                return ranked;
            }
            List<Candidate> candidates =
                    ranked.stream().map(Fusion.Ranked::candidate).toList();
            return fusion.rankByLikeness(ranked, snapshot.likeness(candidates, candidates.subList(0, best)), best);
        }

        /** Loads from the top until there are enough that differ. */
        private List<ScoredPassage> distinct(List<Fusion.Ranked> ranked) {
            List<ScoredPassage> passages = new ArrayList<>();
            Set<Copy> seen = new HashSet<>();
            int limit = question.limit();
            for (int from = 0; from < ranked.size() && passages.size() < limit; from += limit) {
                List<Fusion.Ranked> next = ranked.subList(from, Math.min(from + limit, ranked.size()));
                List<FoundPassage> found = snapshot.load(
                        next.stream().map(Fusion.Ranked::candidate).toList());
                for (int i = 0; i < found.size() && passages.size() < limit; i++) {
                    if (seen.add(Copy.of(found.get(i)))) {
                        passages.add(scored(found.get(i), next.get(i)));
                    }
                }
            }
            return passages;
        }

        private ScoredPassage scored(FoundPassage found, Fusion.Ranked ranked) {
            return new ScoredPassage(found, ranked.score(), ranked.candidate().lexical(), ranked.dense());
        }
    }

    /** What makes two passages the same evidence. */
    private record Copy(ContentHash content, String text) {
        static Copy of(FoundPassage found) {
            return new Copy(found.document().content(), found.passage().text());
        }
    }
}
