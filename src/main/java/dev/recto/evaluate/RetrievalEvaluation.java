package dev.recto.evaluate;

import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures retrieval on BEIR folders, through the product's own path: splitter, embedder, index, retriever. A document ranks by its best
 * passage. Indexes are built in a temporary folder; vectors are kept in the cache, so that measuring again embeds only questions.
 */
public final class RetrievalEvaluation {
    /** Passages asked for: the most a question may have. Fewer documents than that stand behind them, which lowers recall@100. */
    private static final int PASSAGES = 100;

    /** Documents that a question's line names. */
    private static final int SHOWN = 10;

    private final Assembly assembly;
    private final Embedder embedder;
    private final VectorCache cache;

    public RetrievalEvaluation(Assembly assembly, Embedder embedder, VectorCache cache) {
        this.assembly = assembly;
        this.embedder = embedder;
        this.cache = cache;
    }

    /**
     * Measures each folder, in order.
     *
     * @param compare whether to measure words alone and vectors alone too
     * @throws EvaluationDataException if a folder is not a BEIR set; nothing is measured then
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public List<SetReport> measure(List<Path> folders, boolean compare) throws InterruptedException {
        List<BeirSet> sets = new ArrayList<>();
        for (Path folder : folders) {
            sets.add(new BeirReader().read(folder));
        }
        List<SetReport> results = new ArrayList<>();
        for (BeirSet set : sets) {
            results.add(measure(set, compare));
        }
        return results;
    }

    /** Returns what {@code eval retrieval --json} prints. */
    public static Map<String, Object> json(List<SetReport> results) {
        return Map.of("sets", results.stream().map(SetReport::json).toList());
    }

    private SetReport measure(BeirSet set, boolean compare) throws InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make();
                EvaluationIndex index = EvaluationIndex.build(set.documents(), folder.path(), embedder, cache);
                PassageIndex.Snapshot snapshot = index.snapshot()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("documents", set.documents().size());
            counts.put("passages", snapshot.size());
            counts.put("questions", set.questions().size());
            counts.put("missing", set.missing());
            var asked = new Asked(set, index, snapshot);
            Map<String, Map<String, Statistic>> rankings = new LinkedHashMap<>();
            for (Map.Entry<String, Ranking> ranking : Questioning.rankings(compare).entrySet()) {
                rankings.put(ranking.getKey(), asked.by(ranking.getValue()));
            }
            return new SetReport(set.name(), counts, set.questions().size(), rankings, asked.millis(), asked.lines);
        }
    }

    /** A set's questions, asked by one ranking after the other; times and lines are the first one's. */
    private final class Asked {
        private final BeirSet set;
        private final EvaluationIndex index;
        private final PassageIndex.Snapshot snapshot;
        private final List<Map<String, Object>> lines = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();

        Asked(BeirSet set, EvaluationIndex index, PassageIndex.Snapshot snapshot) {
            this.set = set;
            this.index = index;
            this.snapshot = snapshot;
        }

        /** A blank question finds nothing and counts as that: published sets hold a few. */
        Map<String, Statistic> by(Ranking ranking) throws InterruptedException {
            boolean first = lines.isEmpty();
            Retriever retriever = assembly.retriever(ranking);
            List<RankingMetrics> each = new ArrayList<>();
            for (EvaluationQuestion asked : set.questions()) {
                List<String> documents = asked.text().isBlank() ? List.of() : found(retriever, asked, first);
                Map<String, Integer> judged = set.judgements().getOrDefault(asked.id(), Map.of());
                RankingMetrics metrics = RankingMetrics.of(documents, judged);
                each.add(metrics);
                if (first) {
                    lines.add(line(asked, judged, documents, metrics));
                }
            }
            return statistics(each);
        }

        double[] millis() {
            return millis.stream().skip(Questioning.warmUp(millis.size())).mapToDouble(Double::doubleValue).toArray();
        }

        private List<String> found(Retriever retriever, EvaluationQuestion asked, boolean timed)
                throws InterruptedException {
            Question question = new Question(asked.text(), Map.of(), PASSAGES);
            Evidence evidence = retriever.retrieve(Caller.owner(), question, snapshot);
            if (timed) {
                millis.add(evidence.embedMillis() + evidence.searchMillis());
            }
            return evidence.passages().stream()
                    .map(scored -> index.id(scored.found().document().id()))
                    .distinct()
                    .toList();
        }
    }

    private static Map<String, Statistic> statistics(List<RankingMetrics> each) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < each.size(); i++) {
            int at = i;
            each.get(i).named().forEach((name, value) ->
                    values.computeIfAbsent(name, key -> new double[each.size()])[at] = value);
        }
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        values.forEach((name, column) -> statistics.put(name, Statistic.mean(column)));
        return statistics;
    }

    private static Map<String, Object> line(
            EvaluationQuestion asked, Map<String, Integer> judged, List<String> found, RankingMetrics metrics) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", asked.id());
        line.put("question", asked.text());
        line.put("judged", judged);
        line.put("found", found.stream().limit(SHOWN).toList());
        line.putAll(metrics.named());
        return line;
    }
}
