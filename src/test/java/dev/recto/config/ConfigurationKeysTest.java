package dev.recto.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pins every key: records, {@code config/recto.yaml} and CONFIGURATION.md name the same ones, with the same defaults. */
class ConfigurationKeysTest {
    private static final Path FILE = Path.of("config/recto.yaml");
    private static final Path DOCS = Path.of("src/docs/CONFIGURATION.md");

    @Test
    void keys_recordsComponents_areTheSame() {
        Set<String> expected = new TreeSet<>();
        for (RecordComponent section : RectoConfig.class.getRecordComponents()) {
            for (RecordComponent component : section.getType().getRecordComponents()) {
                expected.addAll(keys(section.getName(), component));
            }
        }
        assertThat(RectoConfig.keys())
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(10);
    }

    @Test
    void keys_committedFile_areTheSame() {
        assertThat(ConfigFile.read(FILE).keys().keySet()).containsExactlyInAnyOrderElementsOf(RectoConfig.keys());
    }

    @Test
    void keys_documentation_areTheSameWithTheFilesDefaults() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z_]+\\.[a-z_]+)` \\| (?:`([^`]*)`)? ?\\|")
                .matcher(Files.readString(DOCS));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        Map<String, String> inFile = new TreeMap<>();
        ConfigFile file = ConfigFile.read(FILE);
        RectoConfig.keys().forEach(key -> {
            ConfigFile.Entry entry = file.values().get(key);
            inFile.put(key, entry == null ? "" : entry.value());
        });
        assertThat(documented).isEqualTo(inFile);
    }

    @Test
    void file_everyKey_hasACommentAboveIt() throws IOException {
        String above = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.matches("\\s*[a-z_]+:.*")) {
                assertThat(above).as("the line above \"" + line.strip() + "\"").contains("#");
            }
            above = line;
        }
    }

    private static List<String> keys(String section, RecordComponent component) {
        String name = snake(component.getName());
        if (section.equals("watch")) {
            return List.of(name.equals("folders") ? "ingest.watch" : "ingest.watch_" + name);
        }
        if (component.getType().equals(ReindexConfig.Webhook.class)) {
            return List.of("reindex.webhook_url", "reindex.webhook_key_file", "reindex.webhook_tries");
        }
        boolean fromFile = name.endsWith("api_key") || (section.equals("moderation") && name.equals("words"));
        return List.of(section + "." + (fromFile ? name + "_file" : name));
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
