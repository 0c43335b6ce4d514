package dev.recto.evaluate;

import dev.recto.answer.grounding.SentenceCheck;
import dev.recto.answer.grounding.Verdict;
import dev.recto.evaluate.grounding.ChineseWording;
import dev.recto.evaluate.grounding.EnglishWording;
import dev.recto.evaluate.grounding.SentenceCase;
import dev.recto.evaluate.grounding.SentenceCases;
import dev.recto.evaluate.grounding.SentenceKind;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.index.TextAnalysis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how well grounding tells true sentences from false ones. Of each file 200 true sentences are made, half quoted and half
 * lightly reworded, and 200 false ones in equal parts: number, name or date swapped, cited passage exchanged; and apart from these 50 with a
 * negation put in or taken out, and 50 with two roles exchanged.
 */
public final class GroundingEvaluation {
    private static final Map<SentenceKind, Integer> COUNTS = new EnumMap<>(Map.of(
            SentenceKind.QUOTED, 100,
            SentenceKind.REWORDED, 100,
            SentenceKind.NUMBER, 50,
            SentenceKind.NAME, 50,
            SentenceKind.DATE, 50,
            SentenceKind.PASSAGE, 50,
            SentenceKind.NEGATION, 50,
            SentenceKind.ROLES, 50));

    private final Instrument instrument;
    private final long seed;
    private final Half half;

    /** Which articles the sentences are made of. */
    public enum Half {
        /** Those with odd numbers: what grounding was tuned on. */
        FIRST,
        /** Those with even numbers: what it is reported on. */
        SECOND,
        /** Every article. */
        ALL;

        boolean has(int article) {
            return switch (this) {
                case FIRST -> article % 2 == 1;
                case SECOND -> article % 2 == 0;
                case ALL -> true;
            };
        }
    }

    /** Measures on sentences made by this seed. */
    public GroundingEvaluation(Instrument instrument, long seed, Half half) {
        this.instrument = instrument;
        this.seed = seed;
        this.half = half;
    }

    /**
     * Measures each file of SQuAD's JSON, in order.
     *
     * @throws EvaluationDataException if one cannot be read
     * @throws InterruptedException if the caller is interrupted
     */
    public List<SetReport> measure(List<Path> files) throws InterruptedException {
        List<SetReport> reports = new ArrayList<>();
        for (Path file : files) {
            reports.add(measure(new SquadReader(true).read(file)));
        }
        return reports;
    }

    private SetReport measure(EvaluationSet set) throws InterruptedException {
        List<EvaluationDocument> documents = set.cases().getFirst().documents().stream()
                .filter(document -> half.has(article(document)))
                .toList();
        try (TemporaryFolder folder = TemporaryFolder.make();
                EvaluationIndex index = EvaluationIndex.build(documents, folder.path(), instrument);
                PassageIndex.Snapshot snapshot = index.snapshot();
                TextAnalysis analysis = new TextAnalysis()) {
            Map<Integer, List<FoundPassage>> articles = new LinkedHashMap<>();
            documents.forEach(document -> articles.computeIfAbsent(article(document), id -> new ArrayList<>())
                    .addAll(snapshot.passages(EvaluationIndex.documentId(document.id()))));
            String name = set.name()
                    + (half == Half.ALL ? "" : ", " + half.name().toLowerCase(java.util.Locale.ROOT) + " half")
                    + ", seed " + seed;
            return checked(name, snapshot.size(), cases(List.copyOf(articles.values())), analysis);
        }
    }

    private static int article(EvaluationDocument document) {
        return Integer.parseInt(document.id().substring(0, document.id().indexOf('/')));
    }

    private List<SentenceCase> cases(List<List<FoundPassage>> articles) {
        boolean chinese = articles.stream()
                .flatMap(List::stream)
                .limit(1)
                .anyMatch(found -> found.passage()
                                .text()
                                .codePoints()
                                .filter(Character::isIdeographic)
                                .count()
                        > found.passage().text().length() / 3);
        return new SentenceCases(chinese ? new ChineseWording() : new EnglishWording(), articles, seed).of(COUNTS);
    }

    private static SetReport checked(String name, int passages, List<SentenceCase> cases, TextAnalysis analysis) {
        List<Map<String, Object>> lines = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        boolean[] right = new boolean[cases.size()];
        for (int i = 0; i < cases.size(); i++) {
            SentenceCase one = cases.get(i);
            long begun = System.nanoTime();
            Verdict verdict = new SentenceCheck(analysis).check(one.text(), List.of(one.cited()));
            millis.add((System.nanoTime() - begun) / 1e6);
            right[i] = verdict.supported() == one.kind().holds();
            lines.add(line(one, verdict, right[i]));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("passages", passages);
        counts.put("sentences", cases.size());
        cases.forEach(one -> counts.merge(one.kind().outside(), 1, Integer::sum));
        return new SetReport(
                name,
                counts,
                cases.size(),
                Map.of(SetReport.FUSED, statistics(cases, right)),
                Latency.percentiles(millis),
                RiskCurve.NONE,
                lines);
    }

    private static Map<String, Object> line(SentenceCase one, Verdict verdict, boolean right) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", one.kind().outside());
        line.put("right", right);
        line.put("sentence", one.text());
        line.put("original", one.original());
        line.put("reason", verdict.reason());
        line.put("detail", verdict.detail());
        return line;
    }

    private static Map<String, Statistic> statistics(List<SentenceCase> cases, boolean[] right) {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        statistics.put("passed", share(cases, right, SentenceKind.QUOTED, SentenceKind.REWORDED));
        statistics.put(
                "caught",
                share(cases, right, SentenceKind.NUMBER, SentenceKind.NAME, SentenceKind.DATE, SentenceKind.PASSAGE));
        for (SentenceKind kind : SentenceKind.values()) {
            statistics.put(kind.outside(), share(cases, right, kind));
        }
        return statistics;
    }

    private static Statistic share(List<SentenceCase> cases, boolean[] right, SentenceKind... kinds) {
        double[] values = new double[cases.size()];
        Arrays.setAll(
                values, i -> Arrays.asList(kinds).contains(cases.get(i).kind()) ? (right[i] ? 1 : 0) : Double.NaN);
        return Statistic.mean(values);
    }
}
