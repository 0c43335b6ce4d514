package dev.recto.serve.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    @Test
    void entry_withLineEndsAndQuotes_isOneLineOfJson() throws IOException {
        var entry = new LogRecord(Level.WARNING, "a \"quoted\"\nline 中");
        entry.setLoggerName("recto");
        entry.setThrown(new IllegalStateException("why"));
        JsonNode line = written(entry);
        assertThat(line.path("level").asText()).isEqualTo("warn");
        assertThat(line.path("message").asText()).isEqualTo("a \"quoted\"\nline 中");
        assertThat(line.path("error").asText())
                .contains("IllegalStateException: why")
                .contains("\tat ");
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void entry_withAMap_hasItsPairsAsFields() throws IOException {
        var entry = new LogRecord(Level.INFO, "request");
        entry.setParameters(new Object[] {Map.of("status", 200, "route", "/x/{c}")});
        JsonNode line = written(entry);
        assertThat(line.path("status").isInt()).isTrue();
        assertThat(line.path("route").asText()).isEqualTo("/x/{c}");
    }

    @Test
    void entry_belowInfo_isNotWritten() {
        var out = new ByteArrayOutputStream();
        new JsonLog(new PrintStream(out, true, StandardCharsets.UTF_8)).publish(new LogRecord(Level.FINE, "x"));
        assertThat(out.size()).isZero();
    }

    private static JsonNode written(LogRecord entry) throws IOException {
        var out = new ByteArrayOutputStream();
        new JsonLog(new PrintStream(out, true, StandardCharsets.UTF_8)).publish(entry);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.strip()).doesNotContain("\n");
        return new ObjectMapper().readTree(text);
    }
}
