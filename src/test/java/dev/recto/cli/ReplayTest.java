package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kept answer asked again on a home that the command holds itself. */
class ReplayTest {
    @Test
    void replay_ofAQuotedAnswer_quotesAgainThoughAChatModelIsConfigured(@TempDir Path folder) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("RECTO_HOME", folder.resolve("home").toString());
        Path lease = Files.writeString(
                folder.resolve("lease.md"), "# Lease\n\nThe notice period of the office lease is six months.\n");
        assertThat(CommandLineRun.with(environment, "", "ingest", lease.toString())
                        .status())
                .isZero();
        JsonNode given = CommandLineRun.with(
                        environment, "", "ask", "--json", "How long is the notice period of the office lease?")
                .json();
        environment.put("RECTO_CHAT_PROVIDER", "openai");
        environment.put("RECTO_CHAT_MODEL", "some-model");
        environment.put("RECTO_CHAT_BASE_URL", "http://127.0.0.1:1/v1");
        environment.put("RECTO_CHAT_RETRIES", "0");

        JsonNode again = CommandLineRun.with(
                        environment, "", "answer", given.path("id").asText(), "--replay", "--json")
                .json();

        assertThat(again.path("answerer").asText()).isEqualTo("quote");
        assertThat(again.path("degraded").isNull())
                .as("no chat model was asked")
                .isTrue();
        assertThat(again.path("sentences")).isEqualTo(given.path("sentences"));
    }
}
