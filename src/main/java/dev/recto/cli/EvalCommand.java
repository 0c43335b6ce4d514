package dev.recto.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.EvaluationRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.VectorCache;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.CollectionEvaluation;
import dev.recto.evaluate.EvaluationKind;
import dev.recto.evaluate.EvaluationPage;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.GroundingEvaluation;
import dev.recto.evaluate.Instrument;
import dev.recto.evaluate.PageSet;
import dev.recto.evaluate.QuestionFileReader;
import dev.recto.evaluate.QuestionLines;
import dev.recto.evaluate.ReportJson;
import dev.recto.evaluate.ReportText;
import dev.recto.evaluate.RetrievalEvaluation;
import dev.recto.evaluate.SetReport;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.IngestSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eval}: measures Recto on questions with known answers. */
@Command(name = "eval", description = "Measure retrieval, answers, refusals and pages on questions with known answers.")
final class EvalCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(
            index = "0",
            arity = "1",
            paramLabel = "KIND",
            description =
                    "retrieval (BEIR folders), answers (SQuAD JSON), abstention (SQuAD 2.0, RGB, RAGEval), pages (FinanceBench),"
                            + " questions (your own file, asked of a collection), grounding (SQuAD JSON).")
    String kind = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PATH", description = "Files or folders with questions.")
    List<Path> paths = new ArrayList<>();

    @Option(names = "--compare", description = "Measure words alone and vectors alone, too.")
    boolean compare;

    @Option(
            names = "--over",
            paramLabel = "QUESTIONS=DOCUMENTS",
            description =
                    "abstention: ask the questions of one set of their own documents, and of another set's, which are about"
                            + " something else; repeatable.")
    List<String> over = new ArrayList<>();

    @Option(names = "--untitled", description = "Leave out the titles of SQuAD's articles.")
    boolean untitled;

    @Option(names = "--seed", paramLabel = "N", description = "grounding: makes other sentences (1).")
    long seed = 1;

    @Option(
            names = "--half",
            paramLabel = "HALF",
            description = "grounding: first or second, every other article; all where it is left out.")
    GroundingEvaluation.@Nullable Half half;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write a file for each set into DIR, with a line of JSON for each question.")
    @Nullable
    Path out;

    @Option(names = "--write", paramLabel = "FILE", description = "Write the table into FILE, between its markers.")
    @Nullable
    Path page;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where vectors of the sets are kept (data/evaluation of the home).")
    @Nullable
    Path cache;

    EvalCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        EvaluationKind measured = measured();
        if (paths.isEmpty() && over.isEmpty()) {
            throw CommandException.wrongUse("A PATH is missing: a file or folder with questions.");
        }
        List<SetReport> reports;
        try (OpenHome open = root.open();
                VectorCache vectors = VectorCache.open(cacheFolder().resolve("embeddings.db"))) {
            reports = measure(measured, open, new Instrument(open.embedder(), vectors, open::assembly, compare));
        }
        if (out != null) {
            new QuestionLines(out).write(reports);
        }
        if (page != null) {
            new EvaluationPage(page).write(measured, reports);
        }
        if (root.json) {
            root.output().json(new ObjectMapper().valueToTree(ReportJson.of(reports)));
        } else {
            reports.forEach(report -> ReportText.of(report).forEach(root.output()::result));
        }
        return ExitCode.DONE;
    }

    private EvaluationKind measured() {
        for (EvaluationKind known : EvaluationKind.values()) {
            if (known.outside().equals(kind)) {
                if (!over.isEmpty() && known != EvaluationKind.ABSTENTION) {
                    throw CommandException.wrongUse("--over goes with abstention.");
                }
                return known;
            }
        }
        String all = Arrays.stream(EvaluationKind.values())
                .map(EvaluationKind::outside)
                .collect(Collectors.joining(", "));
        throw CommandException.wrongUse("eval measures one of " + all + ", and got \"" + kind + "\".");
    }

    private List<SetReport> measure(EvaluationKind measured, OpenHome open, Instrument instrument)
            throws InterruptedException {
        return switch (measured) {
            case RETRIEVAL -> new RetrievalEvaluation(instrument).measure(paths);
            case ANSWERS -> new AnswerEvaluation(instrument).measure(AnswerEvaluation.answers(paths, !untitled));
            case ABSTENTION -> new AnswerEvaluation(instrument).measure(abstention());
            case PAGES -> pages(open, instrument);
            case QUESTIONS -> questions(open, instrument);
            case GROUNDING ->
                new GroundingEvaluation(instrument, seed, half == null ? GroundingEvaluation.Half.ALL : half)
                        .measure(paths);
        };
    }

    private List<EvaluationSet> abstention() {
        List<EvaluationSet> sets = new ArrayList<>(AnswerEvaluation.abstention(paths, !untitled));
        for (String pair : over) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw CommandException.wrongUse("--over needs QUESTIONS=DOCUMENTS, and got \"" + pair + "\".");
            }
            Path documents = Path.of(pair.substring(equals + 1));
            sets.add(AnswerEvaluation.over(Path.of(pair.substring(0, equals)), documents, !untitled));
        }
        return sets;
    }

    /** Returns the collection that is meant; only the default one is made by asking for it. */
    private CollectionRow collection(OpenHome open) {
        CollectionRows collections = open.catalog().collections();
        if (root.collection().equals(CollectionRows.DEFAULT)) {
            return collections.require(CollectionRows.DEFAULT);
        }
        return collections.find(root.collection()).orElseThrow(() -> {
            String known = collections.list().stream().map(CollectionRow::name).collect(Collectors.joining(", "));
            return CommandException.failed("There is no collection \"" + root.collection() + "\""
                    + (known.isEmpty() ? "; ingest makes one." : "; there is: " + known + "."));
        });
    }

    private List<SetReport> questions(OpenHome open, Instrument instrument) throws InterruptedException {
        CollectionRow collection = collection(open);
        List<SetReport> reports = new ArrayList<>();
        for (Path path : paths) {
            var set = new PageSet(String.valueOf(path.getFileName()), new QuestionFileReader().read(path), null);
            SetReport report = asked(open, collection, instrument, set);
            reports.add(report);
            keep(open, collection, report);
        }
        return reports;
    }

    /** The page shows them, beside those that re-indexing measured. */
    private static void keep(OpenHome open, CollectionRow collection, SetReport report) {
        int generation = open.catalog()
                .collections()
                .find(collection.id())
                .map(CollectionRow::generation)
                .orElse(0);
        var row = new EvaluationRow(
                collection.id(),
                Instant.ofEpochMilli(System.currentTimeMillis()),
                generation,
                EvaluationRow.ASKED,
                report.name(),
                ReportJson.text(List.of(report)));
        open.catalog().evaluations().keep(row);
    }

    private List<SetReport> pages(OpenHome open, Instrument instrument) throws InterruptedException {
        List<PageSet> sets = paths.stream().map(PageSet::read).toList();
        List<SetReport> reports = new ArrayList<>();
        for (PageSet set : sets) {
            CollectionRow collection = collection(open);
            Path documents = set.documents();
            boolean there = new CollectionEvaluation(instrument, open.catalog(), collection)
                    .missing(set.questions())
                    .isEmpty();
            if (there || documents == null || root.collectionName != null) {
                reports.add(asked(open, collection, instrument, set));
            } else {
                reports.add(takenIn(documents, instrument, set));
            }
        }
        return reports;
    }

    /** The documents beside the questions come into a home of their own, where they stay for the next time. */
    private SetReport takenIn(Path documents, Instrument instrument, PageSet set) throws InterruptedException {
        Output output = root.output();
        try (OpenHome own = root.open(new Home(cacheFolder().resolve("home")))) {
            CollectionRow collection = own.catalog().collections().require(set.name());
            var request = new IngestRequest(List.of(documents), Map.of(), true);
            try (var progress = new IngestProgressBar(output, root.surroundings())) {
                IngestSummary summary = own.ingestor().ingest(collection, request, progress);
                summary.notTakenIn().forEach(line -> output.error(line.document() + ": " + line.sentence()));
            }
            return asked(own, collection, instrument, set);
        }
    }

    private SetReport asked(OpenHome open, CollectionRow collection, Instrument instrument, PageSet set)
            throws InterruptedException {
        try (HeldGeneration held = open.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            return new CollectionEvaluation(instrument, open.catalog(), collection)
                    .measure(set.name(), set.questions(), snapshot, open.parts());
        }
    }

    private Path cacheFolder() {
        return cache == null ? root.home().data().resolve("evaluation") : cache;
    }
}
