package dev.recto.evaluate;

import dev.recto.index.PassageIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures quoting and refusal on public sets, through the product's own path: splitter, embedder, index, retriever, answerer. Indexes are
 * built in a temporary folder; vectors are kept in the cache, so that measuring again embeds only questions.
 */
public final class AnswerEvaluation {
    /** Name of the report over several sets. */
    static final String TOGETHER = "all together";

    private final Instrument instrument;

    public AnswerEvaluation(Instrument instrument) {
        this.instrument = instrument;
    }

    /**
     * Reads sets of questions with answers: SQuAD's JSON.
     *
     * @param titled whether paragraphs carry their article's title
     * @throws EvaluationDataException if a file is not what it should be
     */
    public static List<EvaluationSet> answers(List<Path> files, boolean titled) {
        return files.stream().map(file -> new SquadReader(titled).read(file)).toList();
    }

    /**
     * Reads sets of questions of which some have no answer: SQuAD 2.0, RGB, RAGEval.
     *
     * @param titled whether SQuAD's paragraphs carry their article's title
     * @throws EvaluationDataException if a file is not what it should be
     */
    public static List<EvaluationSet> abstention(List<Path> files, boolean titled) {
        var reader = new AbstentionReader(titled);
        return files.stream().flatMap(file -> reader.read(file).stream()).toList();
    }

    /**
     * Reads questions to ask once of their own documents, and once of documents about something else, where none has an answer.
     *
     * @param source SQuAD's JSON or a BEIR folder
     * @param over the documents about something else: the same formats
     * @param titled whether SQuAD's paragraphs carry their article's title
     * @throws EvaluationDataException if a file is not what it should be
     */
    public static EvaluationSet over(Path source, Path over, boolean titled) {
        EvaluationSet own = source(source, titled);
        EvaluationSet other = source(over, titled);
        List<EvaluationQuestion> foreign = own.cases().getFirst().questions().stream()
                .map(EvaluationQuestion::unanswerable)
                .toList();
        List<EvaluationSet.Case> cases = new ArrayList<>(own.cases());
        cases.add(new EvaluationSet.Case(other.cases().getFirst().documents(), foreign));
        return new EvaluationSet(own.name() + " over " + other.name(), cases);
    }

    private static EvaluationSet source(Path path, boolean titled) {
        return Files.isDirectory(path) ? new BeirReader().read(path).asAnswers() : new SquadReader(titled).read(path);
    }

    /**
     * Measures sets, one after the other; where there are several with unanswerable questions, also all of them together, since one setting
     * must do for all.
     *
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public List<SetReport> measure(List<EvaluationSet> sets) throws InterruptedException {
        List<SetReport> reports = new ArrayList<>();
        var all = new Questioning(instrument);
        Map<String, Integer> together = new LinkedHashMap<>();
        for (EvaluationSet set : sets) {
            var questioning = new Questioning(instrument);
            Map<String, Integer> counts = ask(set, questioning);
            reports.add(questioning.report(set.name(), counts));
            all.add(questioning);
            counts.forEach((what, count) -> together.merge(what, count, Integer::sum));
        }
        if (reports.stream().filter(report -> !report.curve().points().isEmpty()).count() > 1) {
            reports.add(all.report(TOGETHER, together));
        }
        return reports;
    }

    private Map<String, Integer> ask(EvaluationSet set, Questioning questioning) throws InterruptedException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (EvaluationSet.Case one : set.cases()) {
            try (TemporaryFolder folder = TemporaryFolder.make();
                    EvaluationIndex index = EvaluationIndex.build(one.documents(), folder.path(), instrument);
                    PassageIndex.Snapshot snapshot = index.snapshot()) {
                counts.merge("documents", one.documents().size(), Integer::sum);
                counts.merge("passages", snapshot.size(), Integer::sum);
                counts.merge("questions", one.questions().size(), Integer::sum);
                questioning.ask(placed(one.questions()), snapshot, index);
            }
        }
        return counts;
    }

    private static List<EvaluationQuestion> placed(List<EvaluationQuestion> questions) {
        List<EvaluationQuestion> placed = new ArrayList<>();
        for (EvaluationQuestion question : questions) {
            placed.add(question.at(question.places().stream()
                    .map(place -> new GoldPlace(
                            EvaluationIndex.documentId(place.document()).value(), place.page()))
                    .toList()));
        }
        return placed;
    }
}
