package dev.recto.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The operations of {@code src/openapi.yaml}, so that a test meets every route there is and every one to come. */
public final class Contract {
    private static final Path FILE = Path.of("src/openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private Contract() {}

    /**
     * One operation.
     *
     * @param method in upper case
     * @param path with its parameters in braces
     * @param open whether it needs no key
     */
    public record Operation(String method, String path, boolean open) {
        /** Returns the path with each parameter replaced; one that is not named stands for itself. */
        public String at(Map<String, String> values) {
            String filled = path;
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("{" + value.getKey() + "}", value.getValue());
            }
            return filled.replaceAll("\\{[a-z]+}", "x");
        }

        /** Returns whether the path has this parameter. */
        public boolean has(String parameter) {
            return path.contains("{" + parameter + "}");
        }
    }

    /** Returns every operation. */
    public static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        section("paths").forEach((path, item) -> map(item).forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                boolean open = map(operation).get("security") instanceof List<?> security && security.isEmpty();
                operations.add(new Operation(method.toUpperCase(java.util.Locale.ROOT), path, open));
            }
        }));
        return operations;
    }

    /**
     * Returns the words that a field may hold, without null.
     *
     * @param schema name of the schema
     * @param path where it stands in the schema
     */
    public static List<String> words(String schema, String... path) {
        Map<String, Object> node = map(map(section("components").get("schemas")).get(schema));
        for (String step : path) {
            node = map(node.get(step));
        }
        return node.get("enum") instanceof List<?> words
                ? words.stream().filter(Objects::nonNull).map(Object::toString).toList()
                : List.of();
    }

    private static Map<String, Object> section(String name) {
        var settings = LoadSettings.builder().setCodePointLimit(1 << 22).build();
        try {
            return map(map(new Load(settings).loadFromString(Files.readString(FILE)))
                    .get(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
