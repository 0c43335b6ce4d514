package dev.recto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command line, run in this process as a person would run it without a terminal. */
public record CommandLineRun(int status, String out, String err) {
    /** Runs a command on a home. */
    public static CommandLineRun on(Path home, String... arguments) {
        return with(Map.of("RECTO_HOME", home.toString()), "", arguments);
    }

    /** Runs a command with an environment and a standard input. */
    public static CommandLineRun with(Map<String, String> environment, String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                false,
                false);
        int status = Commands.run(List.of(arguments), surroundings, Application::open);
        return new CommandLineRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns standard output as JSON. */
    public JsonNode json() throws JsonProcessingException {
        return new ObjectMapper().readTree(out);
    }

    /** Returns the names of a JSON object's fields. */
    public static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
