package dev.recto.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what refusal is measured on, by its contents: SQuAD 2.0 (its own JSON, or a plain list with a {@code context} each), RGB's lines and
 * RAGEval's lines, whose documents lie beside them. One file may give several sets.
 */
final class AbstentionReader {
    private final boolean titled;

    /** @param titled whether SQuAD's paragraphs carry their article's title */
    AbstentionReader(boolean titled) {
        this.titled = titled;
    }

    /**
     * Reads one file.
     *
     * @throws EvaluationDataException if it cannot be read or has none of the formats
     */
    List<EvaluationSet> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationDataException(file, "there is no such file");
        }
        if (!file.toString().endsWith(".jsonl")) {
            JsonNode tree = SquadReader.tree(file);
            return tree.isArray() ? list(file, tree) : List.of(new SquadReader(titled).read(file, tree));
        }
        List<EvaluationLine> lines = new ArrayList<>();
        EvaluationLine.each(file, lines::add);
        if (lines.isEmpty()) {
            throw new EvaluationDataException(file, "there is no question");
        }
        return lines.getFirst().json().has("negative") ? List.of(rgb(file, lines)) : rageval(file, lines);
    }

    /** Each question against its own paragraph, and against all paragraphs of the file. */
    private static List<EvaluationSet> list(Path file, JsonNode tree) {
        Map<String, List<EvaluationQuestion>> byParagraph = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode node : tree) {
            number++;
            String context = node.path("context").asText();
            String text = node.path("question").asText();
            if (context.isBlank() || !node.path("is_impossible").isBoolean()) {
                throw new EvaluationDataException(file, "entry " + number + ": context and is_impossible are expected");
            }
            byParagraph
                    .computeIfAbsent(context, key -> new ArrayList<>())
                    .add(new EvaluationQuestion(
                            node.path("id").asText(),
                            text,
                            EvaluationLine.texts(node.path("answers")),
                            List.of(),
                            !node.path("is_impossible").asBoolean()));
        }
        if (byParagraph.isEmpty()) {
            throw new EvaluationDataException(file, "there is no question");
        }
        List<EvaluationSet.Case> own = new ArrayList<>();
        List<EvaluationDocument> all = new ArrayList<>();
        List<EvaluationQuestion> questions = new ArrayList<>();
        byParagraph.forEach((context, asked) -> {
            var document = new EvaluationDocument(String.valueOf(all.size() + 1), "", context);
            own.add(new EvaluationSet.Case(List.of(document), asked));
            all.add(document);
            questions.addAll(asked);
        });
        String name = SquadReader.name(file);
        return List.of(
                new EvaluationSet(name + ", own paragraph", own),
                new EvaluationSet(name + ", all paragraphs", List.of(new EvaluationSet.Case(all, questions))));
    }

    /** Answerable over positives and negatives, unanswerable over the negatives alone; counterfactual passages are left out. */
    private static EvaluationSet rgb(Path file, List<EvaluationLine> lines) {
        List<EvaluationSet.Case> cases = new ArrayList<>();
        for (EvaluationLine line : lines) {
            JsonNode node = line.json();
            var question = new EvaluationQuestion(
                    node.path("id").asText(),
                    line.text(node, "query"),
                    EvaluationLine.texts(node.path("answer")),
                    List.of(),
                    true);
            Set<String> passages = new LinkedHashSet<>(EvaluationLine.texts(node.path("negative")));
            if (!passages.isEmpty()) {
                cases.add(new EvaluationSet.Case(documents(passages), List.of(question.unanswerable())));
            }
            List<String> positive = EvaluationLine.texts(node.path("positive"));
            if (positive.isEmpty()) {
                throw line.wrong("\"positive\" has no passage");
            }
            passages.addAll(positive);
            cases.add(new EvaluationSet.Case(documents(passages), List.of(question)));
        }
        return new EvaluationSet(SquadReader.name(file), cases);
    }

    private static List<EvaluationDocument> documents(Set<String> passages) {
        List<EvaluationDocument> documents = new ArrayList<>();
        passages.forEach(text -> documents.add(new EvaluationDocument(String.valueOf(documents.size() + 1), "", text)));
        return documents;
    }

    private static List<EvaluationSet> rageval(Path file, List<EvaluationLine> lines) {
        Path last = file.toAbsolutePath().normalize().getFileName();
        Path beside = file.resolveSibling(String.valueOf(last).replace("qa", "docs"));
        if (beside.equals(file) || !Files.isRegularFile(beside)) {
            throw new EvaluationDataException(
                    file, "RAGEval's documents are expected beside it in a file with \"docs\" for \"qa\" in its name");
        }
        Map<String, EvaluationDocument> documents = new LinkedHashMap<>();
        EvaluationLine.each(beside, line -> {
            JsonNode node = line.json();
            String id = line.text(node, "_id");
            documents.put(id, new EvaluationDocument(id, "", line.text(node, "text")));
        });
        Map<String, List<EvaluationQuestion>> byLanguage = new LinkedHashMap<>();
        for (EvaluationLine line : lines) {
            JsonNode node = line.json();
            byLanguage
                    .computeIfAbsent(line.text(node, "lang"), key -> new ArrayList<>())
                    .add(new EvaluationQuestion(
                            node.path("id").asText(),
                            line.text(node, "question"),
                            List.of(),
                            EvaluationLine.texts(node.path("doc_ids")).stream()
                                    .map(id -> new GoldPlace(id, 0))
                                    .toList(),
                            !node.path("unanswerable").asBoolean()));
        }
        List<EvaluationSet> sets = new ArrayList<>();
        byLanguage.forEach((language, questions) -> {
            List<EvaluationDocument> own = documents.values().stream()
                    .filter(document -> document.id().contains("-" + language + "-"))
                    .toList();
            if (own.isEmpty()) {
                throw new EvaluationDataException(beside, "no document has \"-" + language + "-\" in its _id");
            }
            sets.add(new EvaluationSet(
                    SquadReader.name(file) + "-" + language, List.of(new EvaluationSet.Case(own, questions))));
        });
        return sets;
    }
}
