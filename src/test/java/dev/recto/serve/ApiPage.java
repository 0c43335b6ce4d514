package dev.recto.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Writes the routes of {@code src/openapi.yaml} into API.md; run its main program after a change of the contract. */
public final class ApiPage {
    static final Path FILE = Path.of("src/docs/API.md");
    private static final String BEGIN = "<!-- routes: made from src/openapi.yaml by dev.recto.serve.ApiPage -->\n";
    private static final String END = "<!-- end of routes -->";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private ApiPage() {}

    /** Writes the page. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, written());
    }

    /** Returns the page as it should be. */
    static String written() throws IOException {
        String page = Files.readString(FILE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + routes(ContractCheck.contract()) + page.substring(page.indexOf(END));
    }

    private static String routes(JsonNode contract) {
        var table = new StringBuilder("| Route | Does | Statuses |\n|---|---|---|\n");
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        table.append(row(operation, path.getKey()));
                    }
                }));
        return table.toString();
    }

    private static String row(Map.Entry<String, JsonNode> operation, String path) {
        var statuses = new StringJoiner(" ");
        operation.getValue().path("responses").fieldNames().forEachRemaining(status -> {
            if (!status.equals("default")) {
                statuses.add(status);
            }
        });
        return "| `" + operation.getKey().toUpperCase(Locale.ROOT) + " " + path + "` | "
                + operation.getValue().path("summary").asText() + " | " + statuses + " |\n";
    }
}
