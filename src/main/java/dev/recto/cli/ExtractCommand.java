package dev.recto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.answer.task.FieldSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extract}: the fields of a schema, each with its citation. */
@Command(
        name = "extract",
        description =
                "Read the fields of a JSON schema out of a document, or several together, each with its citation. Needs a chat model.")
final class ExtractCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "1..*", paramLabel = "DOC", description = "A document's id, key or name.")
    List<String> documents = List.of();

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE",
            description = "A JSON schema with \"properties\".")
    Path schema = Path.of("");

    ExtractCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode fields = read();
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            List<String> ids = home.documents(root.collection(), documents);
            JsonNode extraction = home.extract(root.collection(), ids, fields);
            if (root.json) {
                root.output().json(extraction);
            } else {
                print(extraction);
            }
            return extraction.path("valid").asBoolean() ? ExitCode.DONE : ExitCode.NOT_FOUND;
        }
    }

    private JsonNode read() {
        try {
            JsonNode fields = new ObjectMapper().readTree(Files.readString(schema));
            FieldSchema.of(fields);
            return fields;
        } catch (JsonProcessingException broken) {
            throw CommandException.wrongUse(schema + " is not JSON: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw CommandException.wrongUse(schema + " cannot be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw CommandException.wrongUse(schema + ": " + wrong.getMessage());
        }
    }

    private void print(JsonNode extraction) {
        Output output = root.output();
        for (JsonNode field : extraction.path("fields")) {
            JsonNode value = field.path("value");
            output.result(field.path("name").asText() + ": " + (value.isTextual() ? value.asText() : value.toString())
                    + (field.path("supported").asBoolean()
                            ? " [" + field.path("citation").asInt() + "]"
                            : " (not supported)"));
        }
        output.result("");
        extraction
                .path("citations")
                .forEach(citation ->
                        output.result("[" + citation.path("id").asInt() + "] " + Places.ofCitation(citation) + ": \""
                                + citation.path("quote").asText().strip().replaceAll("\\s+", " ") + "\""));
        extraction.path("problems").forEach(problem -> output.error(problem.asText()));
    }
}
