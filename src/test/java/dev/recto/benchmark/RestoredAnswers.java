package dev.recto.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.Application;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.ingest.BackupReport;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.Restoration;
import dev.recto.retrieve.Question;
import dev.recto.serve.json.AnswerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks a home questions, takes a backup, wipes the home, restores it and asks again: {@code RestoredAnswers FOLDER COUNT XQUAD_JSON…} takes in
 * every paragraph of files in SQuAD's shape and asks COUNT questions of each. Ends with 1 where an answer is another.
 */
public final class RestoredAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RestoredAnswers() {}

    /**
     * What came of it.
     *
     * @param asked questions
     * @param answered those that were answered
     * @param different the questions whose answer is another after the restoration
     */
    public record Result(int asked, int answered, List<String> different) {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        Path documents = Files.createDirectories(root.resolve("documents"));
        var questions = new ArrayList<String>();
        for (int i = 2; i < args.length; i++) {
            questions.addAll(read(JSON.readTree(Path.of(args[i]).toFile()), documents, i, count));
        }
        Result result = run(root, List.of(documents), questions);
        System.out.printf(
                "%d questions, %d answered, %d with another answer after the restoration%n",
                result.asked(), result.answered(), result.different().size());
        result.different().forEach(System.out::println);
        System.exit(result.different().isEmpty() ? 0 : 1);
    }

    /** Writes each paragraph as a text and returns questions spread over all of them. */
    private static List<String> read(JsonNode set, Path documents, int number, int count) throws IOException {
        var all = new ArrayList<String>();
        int paragraphs = 0;
        for (JsonNode article : set.path("data")) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                Files.writeString(
                        documents.resolve("paragraph-" + number + "-" + paragraphs++ + ".txt"),
                        paragraph.path("context").asText());
                paragraph
                        .path("qas")
                        .forEach(asked -> all.add(asked.path("question").asText()));
            }
        }
        var some = new ArrayList<String>();
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            some.add(all.get((int) ((long) i * all.size() / count)));
        }
        return some;
    }

    /**
     * Takes files in, asks, takes a backup, wipes, restores and asks again.
     *
     * @param root takes the home and the backup
     */
    public static Result run(Path root, List<Path> documents, List<String> questions)
            throws IOException, InterruptedException {
        var home = new Home(root.resolve("home"));
        Path backups = root.resolve("backups");
        List<String> before;
        try (Application application = Application.open(home, RectoConfig.DEFAULT)) {
            application
                    .ingestor()
                    .ingest(
                            collection(application),
                            new IngestRequest(documents, Map.of(), false),
                            IngestListener.SILENT);
            before = answers(application, questions);
            BackupReport report = application.backups().take(backups, 0);
            if (!report.damaged().isEmpty()) {
                throw new IllegalStateException("The backup lacks " + report.damaged());
            }
        }
        Folders.delete(home.root());
        BackupReport restored = new Restoration(home).restore(backups, null);
        if (restored.originals() == 0) {
            throw new IllegalStateException("Nothing was restored.");
        }
        try (Application application = Application.open(home, RectoConfig.DEFAULT)) {
            return compared(questions, before, answers(application, questions));
        }
    }

    private static Result compared(List<String> questions, List<String> before, List<String> after) {
        var different = new ArrayList<String>();
        int answered = 0;
        for (int i = 0; i < questions.size(); i++) {
            answered += before.get(i).contains("\"outcome\":\"not_found\"") ? 0 : 1;
            if (!before.get(i).equals(after.get(i))) {
                different.add(questions.get(i) + "\n  " + before.get(i) + "\n  " + after.get(i));
            }
        }
        return new Result(questions.size(), answered, different);
    }

    /** Returns all that is said of each question but how long it took, what the answer is called and which build answered. */
    private static List<String> answers(Application application, List<String> questions) throws InterruptedException {
        CollectionRow collection = collection(application);
        var answers = new ArrayList<String>();
        for (String question : questions) {
            Answer answer = application.ask(
                    collection, Caller.owner(), AnswerRequest.of(Question.of(question)), AnswerListener.NONE);
            ObjectNode json = AnswerJson.answer(answer, collection.name(), 0);
            json.remove(List.of("id", "timings_ms", "generation"));
            answers.add(json.toString());
        }
        return answers;
    }

    private static CollectionRow collection(Application application) {
        return application.catalog().collections().require("default");
    }
}
