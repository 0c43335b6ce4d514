package dev.recto.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads BEIR folders: {@code corpus.jsonl}, {@code queries.jsonl}, {@code qrels/test.tsv} with its header line. */
final class BeirReader {
    /**
     * Reads one folder.
     *
     * @throws EvaluationDataException if a file is missing or unreadable, or a line is not what it should be
     */
    BeirSet read(Path folder) {
        List<EvaluationDocument> documents = new ArrayList<>();
        lines(folder.resolve("corpus.jsonl"), line -> documents.add(document(line)));
        Map<String, Map<String, Integer>> judgements = new HashMap<>();
        lines(folder.resolve("qrels/test.tsv"), line -> judge(line, judgements));
        List<EvaluationQuestion> questions = new ArrayList<>();
        lines(folder.resolve("queries.jsonl"), line -> {
            EvaluationQuestion asked = question(line);
            if (judgements.getOrDefault(asked.id(), Map.of()).values().stream().anyMatch(grade -> grade > 0)) {
                questions.add(asked);
            }
        });
        if (questions.isEmpty()) {
            throw new EvaluationDataException(folder, "no question has a judgement");
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new BeirSet(
                name == null ? "" : name.toString(), documents, questions, judgements, missing(documents, judgements));
    }

    private static EvaluationDocument document(EvaluationLine line) {
        JsonNode node = line.json();
        return new EvaluationDocument(line.text(node, "_id"), node.path("title").asText(""), line.text(node, "text"));
    }

    private static EvaluationQuestion question(EvaluationLine line) {
        JsonNode node = line.json();
        return new EvaluationQuestion(line.text(node, "_id"), line.text(node, "text"), List.of(), List.of(), true);
    }

    private static void judge(EvaluationLine line, Map<String, Map<String, Integer>> judgements) {
        String[] columns = line.content().split("\t", -1);
        if (columns.length != 3) {
            throw line.wrong("three columns separated by tabs are expected, found " + columns.length);
        }
        if (line.number() == 1 && columns[0].equals("query-id")) {
            return;
        }
        try {
            int grade = Integer.parseInt(columns[2].strip());
            judgements.computeIfAbsent(columns[0], id -> new HashMap<>()).put(columns[1], grade);
        } catch (NumberFormatException e) {
            throw line.wrong("the grade is not a whole number: " + columns[2]);
        }
    }

    private static int missing(List<EvaluationDocument> documents, Map<String, Map<String, Integer>> judgements) {
        Set<String> missing = new HashSet<>();
        judgements.values().forEach(judged -> missing.addAll(judged.keySet()));
        documents.forEach(document -> missing.remove(document.id()));
        return missing.size();
    }

    private static void lines(Path file, Consumer<EvaluationLine> reader) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationDataException(
                    file, "there is no such file; a BEIR folder has corpus.jsonl, queries.jsonl and qrels/test.tsv");
        }
        EvaluationLine.each(file, reader);
    }
}
