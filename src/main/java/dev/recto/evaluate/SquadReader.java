package dev.recto.evaluate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads SQuAD's JSON, 1.1 and 2.0: every paragraph of the file becomes a document, titled as its article is. */
final class SquadReader {
    private final boolean titled;

    /** @param titled whether paragraphs carry their article's title */
    SquadReader(boolean titled) {
        this.titled = titled;
    }

    /**
     * Reads one file.
     *
     * @throws EvaluationDataException if it cannot be read, is not SQuAD's JSON, or has no question
     */
    EvaluationSet read(Path file) {
        return read(file, tree(file));
    }

    EvaluationSet read(Path file, JsonNode tree) {
        List<EvaluationDocument> documents = new ArrayList<>();
        List<EvaluationQuestion> questions = new ArrayList<>();
        int article = 0;
        for (JsonNode node : tree.path("data")) {
            article++;
            String title = titled ? node.path("title").asText("") : "";
            int number = 0;
            for (JsonNode paragraph : node.path("paragraphs")) {
                number++;
                String place = "article " + article + ", paragraph " + number;
                String id = article + "/" + number;
                documents.add(new EvaluationDocument(id, title, text(file, place, paragraph, "context")));
                for (JsonNode asked : paragraph.path("qas")) {
                    questions.add(question(file, place, id, asked));
                }
            }
        }
        if (questions.isEmpty()) {
            throw new EvaluationDataException(
                    file, "there is no question; data/paragraphs/qas as in SQuAD is expected");
        }
        return new EvaluationSet(name(file), List.of(new EvaluationSet.Case(documents, questions)));
    }

    private static EvaluationQuestion question(Path file, String place, String document, JsonNode asked) {
        List<String> answers = new ArrayList<>();
        asked.path("answers").forEach(answer -> answers.add(text(file, place, answer, "text")));
        boolean answerable = !asked.path("is_impossible").asBoolean(false);
        if (answerable && answers.isEmpty()) {
            throw new EvaluationDataException(file, place + ": a question has neither answers nor is_impossible");
        }
        return new EvaluationQuestion(
                asked.path("id").asText(""),
                text(file, place, asked, "question"),
                answers,
                List.of(new GoldPlace(document, 0)),
                answerable);
    }

    /** Returns a whole file as JSON. */
    static JsonNode tree(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw new EvaluationDataException(
                    file, location == null ? 1 : location.getLineNr(), "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new EvaluationDataException(file, "cannot be read: " + e.getMessage());
        }
    }

    /** Returns a file's name without its last ending. */
    static String name(Path file) {
        Path last = file.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "" : last.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String text(Path file, String place, JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new EvaluationDataException(file, place + ": the text field \"" + field + "\" is missing");
        }
        return value.asText();
    }
}
