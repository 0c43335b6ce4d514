package dev.recto.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One line of a file of questions, documents or judgements, so that whatever is wrong in it is told with file and line.
 *
 * @param number from 1
 */
record EvaluationLine(Path file, int number, String content) {
    private static final ObjectReader JSON = new ObjectMapper().reader();

    /** Hands on each line that is not blank. */
    static void each(Path file, Consumer<EvaluationLine> reader) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationDataException(file, "there is no such file");
        }
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reader.accept(new EvaluationLine(file, number, line));
                }
            }
        } catch (IOException e) {
            throw new EvaluationDataException(file, number + 1, "cannot be read as UTF-8 text: " + e.getMessage());
        }
    }

    JsonNode json() {
        try {
            JsonNode node = JSON.readTree(content);
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

    /** Returns every text in a node, however deep the lists are nested. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual() && !node.asText().isBlank()) {
            texts.add(node.asText());
        } else if (node.isNumber()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }
}
