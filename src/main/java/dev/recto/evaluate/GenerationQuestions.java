package dev.recto.evaluate;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.Answerer;
import dev.recto.answer.PartSource;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.EvaluationRow;
import dev.recto.document.Caller;
import dev.recto.document.Passage;
import dev.recto.embed.Embedder;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.GenerationCheck;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a finished generation what the one that answers is asked too: canary questions, which are sentences of its own documents that must
 * find the document they stand in, and the collection's own evaluation where there is a file {@code <folder>/<collection>.jsonl} or
 * {@code .csv}. Where it finds less than before, by more than the tolerance, it must not answer.
 */
public final class GenerationQuestions implements GenerationCheck {
    /** Canary questions that are asked at most: some 30 ms each. Chosen. */
    private static final int CANARIES = 40;

    private static final int STRETCH = 1_000;
    private static final int LONGEST_CANARY = 300;
    private static final int SHORTEST_CANARY = 20;
    private static final double PERCENT = 100;

    private final Catalog catalog;
    private final Function<Embedder, Assembly> assemblies;
    private final PartSource parts;
    private final Path folder;
    private final int tolerancePercent;

    /**
     * @param assemblies how the product puts its rooms together around an embedder
     * @param folder of the collections' own evaluations
     * @param tolerancePercent how far a share may fall, in percent of what it was
     */
    public GenerationQuestions(
            Catalog catalog,
            Function<Embedder, Assembly> assemblies,
            PartSource parts,
            Path folder,
            int tolerancePercent) {
        this.catalog = catalog;
        this.assemblies = assemblies;
        this.parts = parts;
        this.folder = folder;
        this.tolerancePercent = tolerancePercent;
    }

    /** A question and the document that must be found. */
    private record Canary(Question question, FoundPassage passage) {}

    /** How many of how many came out right. */
    private record Share(int right, int of) {}

    @Override
    public List<String> check(CollectionRow collection, Candidate next, @Nullable Candidate live)
            throws InterruptedException {
        var problems = new ArrayList<String>();
        List<Canary> canaries = canaries(collection, next, live == null ? next : live);
        Share found = found(canaries, next);
        Share before = live == null ? found : found(canaries, live);
        fall("canary questions find their document", found, before, problems);
        Path file = file(collection);
        if (file != null) {
            List<EvaluationQuestion> questions = placed(collection, new QuestionFileReader().read(file));
            List<QuestionOutcome> outcomes = outcomes(collection, questions, next);
            keep(collection, next, file, outcomes);
            Share right = right(outcomes);
            Share was = live == null ? right : right(outcomes(collection, questions, live));
            fall("questions of " + file.getFileName() + " come out right", right, was, problems);
        }
        return problems;
    }

    private void fall(String what, Share now, Share before, List<String> problems) {
        double least = before.right() * (1 - tolerancePercent / PERCENT);
        if (now.right() < least || (now.right() == 0 && now.of() > 0 && before.right() > 0)) {
            problems.add(now.right() + " of " + now.of() + " " + what + ", and " + before.right()
                    + " did before; the tolerance is " + tolerancePercent + " % (reindex.tolerance_percent).");
        }
    }

    /** Returns a sentence from the middle of each of some documents, spread over the first {@value #STRETCH}, which both generations hold. */
    private List<Canary> canaries(CollectionRow collection, Candidate next, Candidate from) {
        List<DocumentRow> rows = catalog.documents().stretch(collection.id(), "", STRETCH);
        int step = Math.max(1, rows.size() / CANARIES);
        var canaries = new ArrayList<Canary>();
        for (int at = 0; at < rows.size(); at += step) {
            Optional<FoundPassage> middle = from.snapshot().middle(rows.get(at).id());
            if (middle.isPresent() && next.snapshot().count(rows.get(at).id()) > 0) {
                String sentence = sentence(middle.get());
                if (sentence.length() >= SHORTEST_CANARY) {
                    canaries.add(new Canary(Question.of(sentence), middle.get()));
                }
            }
        }
        return canaries;
    }

    private static String sentence(FoundPassage passage) {
        Passage words = passage.passage();
        String sentence = words.sentences().isEmpty() ? words.text() : words.sentence(0);
        return sentence.substring(0, Math.min(sentence.length(), LONGEST_CANARY))
                .strip();
    }

    private Share found(List<Canary> canaries, Candidate candidate) throws InterruptedException {
        Retriever retriever = assemblies.apply(candidate.embedder()).retriever(Ranking.FUSED);
        int found = 0;
        for (Canary canary : canaries) {
            var content = canary.passage().document().content();
            boolean there =
                    retriever.retrieve(Caller.owner(), canary.question(), candidate.snapshot()).passages().stream()
                            .anyMatch(one -> one.found().document().content().equals(content));
            found += there ? 1 : 0;
        }
        return new Share(found, canaries.size());
    }

    private List<EvaluationQuestion> placed(CollectionRow collection, List<EvaluationQuestion> questions) {
        var names = new DocumentNames(catalog, collection);
        return questions.stream()
                .map(question -> question.at(names.places(question)))
                .toList();
    }

    /** Asks as the collection is asked, but without refusing: whether it would have refused, its confidence says. */
    private List<QuestionOutcome> outcomes(
            CollectionRow collection, List<EvaluationQuestion> questions, Candidate candidate)
            throws InterruptedException {
        Ranking ranking = Ranking.FUSED.weighing(collection.settings().denseWeight());
        int passages = collection.settings().passagesOr(Question.DEFAULT_LIMIT);
        Assembly assembly = assemblies.apply(candidate.embedder());
        Answerer answerer = assembly.answerer(ranking, parts, 0);
        PassageIndex.Snapshot snapshot = candidate.snapshot();
        var outcomes = new ArrayList<QuestionOutcome>();
        for (EvaluationQuestion question : questions) {
            var asked = AnswerRequest.of(new Question(question.text(), Map.of(), passages));
            Answer answer = answerer.answer(Caller.owner(), asked, snapshot, AnswerListener.NONE);
            outcomes.add(new QuestionOutcome(question, answer, assembly.leastConfidence()));
        }
        return outcomes;
    }

    private void keep(CollectionRow collection, Candidate next, Path file, List<QuestionOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        String name = String.valueOf(file.getFileName());
        Map<String, Statistic> figures = AnswerMeasures.of(outcomes);
        var report = new SetReport(
                name,
                Map.of("passages", next.snapshot().size(), "questions", outcomes.size()),
                outcomes.size(),
                Map.of(SetReport.FUSED, figures),
                null,
                RiskCurve.NONE,
                List.of());
        catalog.evaluations()
                .keep(new EvaluationRow(
                        collection.id(),
                        Instant.ofEpochMilli(System.currentTimeMillis()),
                        next.generation().number(),
                        EvaluationRow.REINDEX,
                        name,
                        ReportJson.text(List.of(report))));
    }

    /** A question is right where its evidence has its page or document, or where it is rightly not answered. */
    private static Share right(List<QuestionOutcome> outcomes) {
        return new Share(
                (int) outcomes.stream().filter(GenerationQuestions::right).count(), outcomes.size());
    }

    private static boolean right(QuestionOutcome outcome) {
        EvaluationQuestion question = outcome.question();
        if (!question.answerable()) {
            return !outcome.answered();
        }
        if (!question.places().isEmpty()) {
            boolean paged = question.places().stream().anyMatch(place -> place.page() > 0);
            return paged
                    ? outcome.rightPage(outcome.evidencePlaces())
                    : outcome.rightDocument(outcome.evidencePlaces());
        }
        if (!outcome.answered()) {
            return false;
        }
        String said = String.join(" ", outcome.sentences()).toLowerCase(Locale.ROOT);
        return question.answers().isEmpty()
                || question.answers().stream().anyMatch(one -> said.contains(one.toLowerCase(Locale.ROOT)));
    }

    private @Nullable Path file(CollectionRow collection) {
        for (String ending : List.of(".jsonl", ".csv")) {
            Path file = folder.resolve(collection.name() + ending);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }
}
