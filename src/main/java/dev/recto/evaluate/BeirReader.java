package dev.recto.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads BEIR folders: {@code corpus.jsonl}, {@code queries.jsonl}, {@code qrels/test.tsv} with its header line. */
final class BeirReader {
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Reads one folder.
     *
     * @throws EvaluationDataException if a file is missing or unreadable, or a line is not what it should be
     */
    BeirSet read(Path folder) {
        List<BeirSet.Document> documents = new ArrayList<>();
        lines(folder.resolve("corpus.jsonl"), line -> documents.add(document(line)));
        Map<String, Map<String, Integer>> judgements = new HashMap<>();
        lines(folder.resolve("qrels/test.tsv"), line -> judge(line, judgements));
        List<BeirSet.Asked> questions = new ArrayList<>();
        lines(folder.resolve("queries.jsonl"), line -> {
            BeirSet.Asked asked = question(line);
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

    private BeirSet.Document document(Line line) {
        JsonNode node = line.json(json);
        return new BeirSet.Document(line.text(node, "_id"), node.path("title").asText(""), line.text(node, "text"));
    }

    private BeirSet.Asked question(Line line) {
        JsonNode node = line.json(json);
        return new BeirSet.Asked(line.text(node, "_id"), line.text(node, "text"));
    }

    private static void judge(Line line, Map<String, Map<String, Integer>> judgements) {
        String[] columns = line.content.split("\t");
        if (columns.length != 3) {
            throw line.wrong("three columns separated by tabs are expected, found " + columns.length);
        }
        if (line.number == 1 && columns[0].equals("query-id")) {
            return;
        }
        try {
            int grade = Integer.parseInt(columns[2].strip());
            judgements.computeIfAbsent(columns[0], id -> new HashMap<>()).put(columns[1], grade);
        } catch (NumberFormatException e) {
            throw line.wrong("the grade is not a whole number: " + columns[2]);
        }
    }

    private static int missing(List<BeirSet.Document> documents, Map<String, Map<String, Integer>> judgements) {
        Set<String> missing = new HashSet<>();
        judgements.values().forEach(judged -> missing.addAll(judged.keySet()));
        documents.forEach(document -> missing.remove(document.id()));
        return missing.size();
    }

    private static void lines(Path file, LineReader reader) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationDataException(
                    file,
                    "there is no such file; a BEIR folder has corpus.jsonl, queries.jsonl and" + " qrels/test.tsv");
        }
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reader.read(new Line(file, number, line));
                }
            }
        } catch (IOException e) {
            throw new EvaluationDataException(file, number + 1, "cannot be read as UTF-8 text: " + e.getMessage());
        }
    }

    private interface LineReader {
        void read(Line line);
    }

    private record Line(Path file, int number, String content) {
        JsonNode json(ObjectMapper json) {
            try {
                JsonNode node = json.readTree(content);
                if (node.isObject()) {
                    return node;
                }
            } catch (JsonProcessingException e) {
                throw wrong("not JSON: " + e.getOriginalMessage());
            }
            throw wrong("not a JSON object");
        }

        String text(JsonNode node, String field) {
            JsonNode value = node.get(field);
            if (value == null || !value.isTextual()) {
                throw wrong("the text field \"" + field + "\" is missing");
            }
            return value.asText();
        }

        EvaluationDataException wrong(String problem) {
            return new EvaluationDataException(file, number, problem);
        }
    }
}
