package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.task.Extraction;

/** Fields read out of a document, as they are shown outside. */
public final class ExtractionJson {
    private ExtractionJson() {}

    /** Returns values, fields with their citations, and what keeps them from fitting the schema. */
    public static ObjectNode extraction(Extraction extraction, String collection) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("values", extraction.values());
        ArrayNode fields = node.putArray("fields");
        for (Extraction.Field field : extraction.fields()) {
            ObjectNode one = fields.addObject().put("name", field.name());
            one.set("value", field.value());
            one.put("supported", field.citation() != null).put("citation", field.citation());
        }
        ArrayNode citations = node.putArray("citations");
        extraction.citations().forEach(citation -> citations.add(AnswerJson.citation(citation, collection)));
        ArrayNode problems = node.putArray("problems");
        extraction.problems().forEach(problems::add);
        return node.put("valid", extraction.problems().isEmpty());
    }
}
