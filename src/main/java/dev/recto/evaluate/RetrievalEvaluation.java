package dev.recto.evaluate;

import dev.recto.document.Caller;
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

    private final Instrument instrument;

    public RetrievalEvaluation(Instrument instrument) {
        this.instrument = instrument;
    }

    /**
     * Measures each folder, in order.
     *
     * @throws EvaluationDataException if a folder is not a BEIR set; nothing is measured then
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public List<SetReport> measure(List<Path> folders) throws InterruptedException {
        List<BeirSet> sets = new ArrayList<>();
        for (Path folder : folders) {
            sets.add(new BeirReader().read(folder));
        }
        List<SetReport> results = new ArrayList<>();
        for (BeirSet set : sets) {
            results.add(measure(set));
        }
        return results;
    }

    private SetReport measure(BeirSet set) throws InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make();
                EvaluationIndex index = EvaluationIndex.build(set.documents(), folder.path(), instrument);
                PassageIndex.Snapshot snapshot = index.snapshot()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("documents", set.documents().size());
            counts.put("passages", snapshot.size());
            counts.put("questions", set.questions().size());
            counts.put("missing", set.missing());
            var asked = new Asked(set, index, snapshot, instrument.remembering());
            Map<String, Map<String, Statistic>> rankings = new LinkedHashMap<>();
            for (Map.Entry<String, Ranking> ranking : instrument.rankings().entrySet()) {
                rankings.put(ranking.getKey(), asked.by(ranking.getKey(), ranking.getValue()));
            }
            var latency = new Latency(instrument.asUsersHaveIt());
            latency.sample(set.questions(), snapshot, index);
            return new SetReport(
                    set.name(),
                    counts,
                    set.questions().size(),
                    rankings,
                    latency.percentiles(),
                    RiskCurve.NONE,
                    List.copyOf(asked.lines.values()));
        }
    }

    /** A set's questions, asked by one ranking after the other. */
    private static final class Asked {
        private final BeirSet set;
        private final EvaluationIndex index;
        private final PassageIndex.Snapshot snapshot;
        private final Assembly assembly;
        private final Map<String, Map<String, Object>> lines = new LinkedHashMap<>();

        Asked(BeirSet set, EvaluationIndex index, PassageIndex.Snapshot snapshot, Assembly assembly) {
            this.set = set;
            this.index = index;
            this.snapshot = snapshot;
            this.assembly = assembly;
        }

        /** A blank question finds nothing and counts as that: published sets hold a few. */
        Map<String, Statistic> by(String name, Ranking ranking) throws InterruptedException {
            Retriever retriever = assembly.retriever(ranking);
            Map<String, double[]> values = new LinkedHashMap<>();
            int number = set.questions().size();
            for (int i = 0; i < number; i++) {
                EvaluationQuestion asked = set.questions().get(i);
                List<String> documents = asked.text().isBlank() ? List.of() : found(retriever, asked);
                Map<String, Integer> judged = set.judgements().getOrDefault(asked.id(), Map.of());
                RankingMetrics metrics = RankingMetrics.of(documents, judged);
                for (Map.Entry<String, Double> metric : metrics.named().entrySet()) {
                    values.computeIfAbsent(metric.getKey(), key -> new double[number])[i] = metric.getValue();
                }
                Map<String, Object> shown = new LinkedHashMap<>(metrics.named());
                shown.put("found", documents.stream().limit(SHOWN).toList());
                line(asked, judged).put(name, shown);
            }
            Map<String, Statistic> statistics = new LinkedHashMap<>();
            values.forEach((metric, each) -> statistics.put(metric, Statistic.mean(each)));
            return statistics;
        }

        private List<String> found(Retriever retriever, EvaluationQuestion asked) throws InterruptedException {
            Question question = new Question(asked.text(), Map.of(), PASSAGES);
            Evidence evidence = retriever.retrieve(Caller.owner(), question, snapshot);
            return evidence.passages().stream()
                    .map(scored -> index.id(scored.found().document().id()))
                    .distinct()
                    .toList();
        }

        private Map<String, Object> line(EvaluationQuestion asked, Map<String, Integer> judged) {
            return lines.computeIfAbsent(asked.id(), id -> {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("id", id);
                line.put("question", asked.text());
                line.put("judged", judged);
                return line;
            });
        }
    }
}
