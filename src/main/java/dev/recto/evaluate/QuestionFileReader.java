package dev.recto.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a user's own questions: CSV with a header line, or a JSON object a line. The fields are {@code question}, {@code expected} (words that
 * a right answer holds; several are alternatives, a list in JSON, separated by {@code |} in CSV), {@code document} (name, key or id),
 * {@code page} (from 1) and {@code answerable} (false where the documents do not say); all but the question may be missing or empty.
 */
public final class QuestionFileReader {
    private static final Set<String> FIELDS = Set.of("id", "question", "expected", "document", "page", "answerable");
    private static final Set<String> YES = Set.of("true", "yes", "1", "answerable", "是");
    private static final Set<String> NO = Set.of("false", "no", "0", "not answerable", "否");

    /**
     * Reads one file; its name's ending tells the format.
     *
     * @throws EvaluationDataException if it cannot be read, has no question, or a line is not what it should be
     */
    public List<EvaluationQuestion> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationDataException(file, "there is no such file");
        }
        List<EvaluationQuestion> questions = new ArrayList<>();
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            csv(file, questions);
        } else {
            EvaluationLine.each(file, line -> questions.add(question(line, line.json())));
        }
        if (questions.isEmpty()) {
            throw new EvaluationDataException(file, "there is no question");
        }
        return questions;
    }

    private static void csv(Path file, List<EvaluationQuestion> questions) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        int line = 1;
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = format.parse(in)) {
            List<String> columns = parser.getHeaderNames().stream()
                    .map(QuestionFileReader::column)
                    .toList();
            if (!columns.contains("question")) {
                throw new EvaluationDataException(
                        file, 1, "the header needs a column \"question\"; known are " + known());
            }
            line = 2;
            for (CSVRecord record : parser) {
                var at = new EvaluationLine(file, line, "");
                questions.add(question(at, fields(at, columns, record)));
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new EvaluationDataException(file, line, "not CSV in UTF-8: " + e.getMessage());
        }
    }

    private static ObjectNode fields(EvaluationLine line, List<String> columns, CSVRecord record) {
        if (record.size() > columns.size()) {
            throw line.wrong("there are " + record.size() + " cells, and the header has " + columns.size());
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < record.size(); i++) {
            String cell = record.get(i).strip();
            if (columns.get(i).equals("expected")) {
                var alternatives = fields.putArray("expected");
                List.of(cell.split("\\|")).forEach(alternatives::add);
            } else if (!cell.isEmpty()) {
                fields.put(columns.get(i), cell);
            }
        }
        return fields;
    }

    private static EvaluationQuestion question(EvaluationLine line, JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw line.wrong("the field \"" + name + "\" is not known; known are " + known());
            }
        });
        String text = line.text(node, "question");
        if (text.isBlank()) {
            throw line.wrong("the question is empty");
        }
        List<String> expected = EvaluationLine.texts(node.path("expected"));
        boolean answerable = answerable(line, node.path("answerable"));
        if (!answerable && !expected.isEmpty()) {
            throw line.wrong("a question that is not answerable has no expected words");
        }
        String id = node.path("id").asText(String.valueOf(line.number()));
        return new EvaluationQuestion(id, text.strip(), expected, places(line, node), answerable);
    }

    private static List<GoldPlace> places(EvaluationLine line, JsonNode node) {
        String document = node.path("document").asText("").strip();
        String page = node.path("page").asText("").strip();
        if (document.isEmpty()) {
            if (!page.isEmpty()) {
                throw line.wrong("a page needs a document");
            }
            return List.of();
        }
        try {
            int number = page.isEmpty() ? 0 : Integer.parseInt(page);
            if (page.isEmpty() || number > 0) {
                return List.of(new GoldPlace(document, number));
            }
        } catch (NumberFormatException e) {
            throw line.wrong("the page must be a whole number from 1, and is \"" + page + "\"");
        }
        throw line.wrong("the page must be a whole number from 1, and is \"" + page + "\"");
    }

    private static boolean answerable(EvaluationLine line, JsonNode node) {
        String said = node.asText("").strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty() || YES.contains(said)) {
            return true;
        }
        if (NO.contains(said)) {
            return false;
        }
        throw line.wrong("answerable must be true or false, and is \"" + said + "\"");
    }

    /** A spreadsheet may put a byte order mark in front of the first name. */
    private static String column(String name) {
        return name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
    }

    private static String known() {
        return "question, expected, document, page, answerable and id";
    }
}
