package dev.recto.answer.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Citation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields that were read out of a document.
 *
 * @param values those that a passage backs, as the schema names them
 * @param fields every field that the model gave a value
 * @param citations by number, from 1
 * @param problems what keeps {@code values} from fitting the schema, a sentence each; empty where they fit
 */
public record Extraction(ObjectNode values, List<Field> fields, List<Citation> citations, List<String> problems) {
    public Extraction {
        fields = List.copyOf(fields);
        citations = List.copyOf(citations);
        problems = List.copyOf(problems);
    }

    /**
     * One field.
     *
     * @param name as the schema has it
     * @param value what the model wrote
     * @param citation number of the citation that holds it, or null where no passage does: the value may be made up
     */
    public record Field(
            String name, JsonNode value, @Nullable Integer citation) {}
}
