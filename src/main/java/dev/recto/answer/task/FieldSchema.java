package dev.recto.answer.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.ArrayList;
import java.util.List;

/** A JSON schema (2020-12) of an object whose properties are fields to be read. Nothing is loaded from elsewhere. */
public final class FieldSchema {
    /** Longest schema, in characters: it goes into each prompt. */
    private static final int LONGEST = 20_000;

    /** Most fields. */
    private static final int MOST_FIELDS = 100;

    private final String text;
    private final List<String> fields;
    private final JsonSchema schema;

    private FieldSchema(String text, List<String> fields, JsonSchema schema) {
        this.text = text;
        this.fields = fields;
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException with a sentence for people, if it is none of an object with properties, too long, or refers elsewhere
     */
    public static FieldSchema of(JsonNode node) {
        if (!(node instanceof ObjectNode object) || !(object.path("properties") instanceof ObjectNode properties)) {
            throw new IllegalArgumentException(
                    "The schema must be a JSON object with \"properties\", one for each field.");
        }
        String text = object.toString();
        if (text.length() > LONGEST || properties.isEmpty() || properties.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "The schema may have 1 to " + MOST_FIELDS + " properties and " + LONGEST + " characters.");
        }
        for (String reference : List.of("$ref", "$dynamicRef")) {
            if (object.findValues(reference).stream()
                    .anyMatch(where -> !where.asText().startsWith("#"))) {
                throw new IllegalArgumentException(
                        "The schema refers to another one (" + reference + "); put it in instead.");
            }
        }
        ObjectNode own = object.deepCopy();
        own.remove(List.of("$schema", "$id"));
        List<String> fields = new ArrayList<>();
        properties.fieldNames().forEachRemaining(fields::add);
        try {
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
            JsonSchema schema = factory.getSchema(own);
            schema.validate("{}", InputFormat.JSON);
            return new FieldSchema(own.toString(), List.copyOf(fields), schema);
        } catch (JsonSchemaException wrong) {
            throw new IllegalArgumentException("The schema is not one: " + wrong.getMessage(), wrong);
        }
    }

    /** Returns the schema as text. */
    String text() {
        return text;
    }

    /** Returns the names of the fields, in order. */
    List<String> fields() {
        return fields;
    }

    /** Returns what is wrong with these values, a sentence each; empty where they fit. */
    List<String> problems(ObjectNode values) {
        return schema.validate(values).stream()
                .map(message -> message.getMessage())
                .sorted()
                .toList();
    }
}
