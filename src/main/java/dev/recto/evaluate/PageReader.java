package dev.recto.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads FinanceBench's lines: a question, its answer, and the pages of evidence, which count from 0 there. */
final class PageReader {
    /**
     * Reads one file.
     *
     * @return questions whose places name documents as the file does and count pages from 1
     * @throws EvaluationDataException if it cannot be read or a line is not what it should be
     */
    List<EvaluationQuestion> read(Path file) {
        List<EvaluationQuestion> questions = new ArrayList<>();
        EvaluationLine.each(file, line -> questions.add(question(line)));
        if (questions.isEmpty()) {
            throw new EvaluationDataException(file, "there is no question");
        }
        return questions;
    }

    private static EvaluationQuestion question(EvaluationLine line) {
        JsonNode node = line.json();
        List<GoldPlace> places = new ArrayList<>();
        for (JsonNode evidence : node.path("evidence")) {
            JsonNode page = evidence.path("evidence_page_num");
            if (!page.isInt() || page.asInt() < 0) {
                throw line.wrong("evidence_page_num must be a whole number from 0");
            }
            places.add(new GoldPlace(line.text(evidence, "doc_name"), page.asInt() + 1));
        }
        if (places.isEmpty()) {
            throw line.wrong("\"evidence\" names no page");
        }
        String id = node.path("financebench_id").asText(String.valueOf(line.number()));
        return new EvaluationQuestion(id, line.text(node, "question"), List.of(), places, true);
    }
}
