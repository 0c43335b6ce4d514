package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    private Path home;

    @Test
    void create_shown_isListedWithoutTheKeyAndRevoked() throws Exception {
        assertThat(run("collections", "create", "papers").status()).isZero();
        CommandLineRun made = run("keys", "create", "intranet", "--role", "read=papers", "--json");
        assertThat(made.status()).as(made.err()).isZero();
        String key = made.json().path("key").asText();
        assertThat(key).matches("recto_[A-Za-z0-9_-]{43}");
        String id = made.json().path("id").asText();

        CommandLineRun listed = run("keys", "list", "--json");
        JsonNode only = listed.json().at("/keys/0");
        assertThat(only.path("roles").path("papers").asText()).isEqualTo("read");
        assertThat(listed.out()).contains(id).doesNotContain(key);
        assertThat(run("keys", "revoke", id).status()).isZero();
        assertThat(run("keys").out()).contains(id, "intranet", "revoked");
        assertThat(run("keys", "revoke", "k_aaaaaaaaaaaaaaaaaaaa").status()).isEqualTo(1);
    }

    @Test
    void create_withoutACollection_isForAll() throws Exception {
        JsonNode made =
                run("keys", "create", "ops", "--role", "admin", "--json").json();
        assertThat(made.path("roles").path("*").asText()).isEqualTo("admin");
        JsonNode one =
                run("-c", "default", "keys", "create", "ops", "--role", "write").status() == 2
                        ? made
                        : run("keys").json();
        assertThat(one).as("a collection that is not there is refused").isEqualTo(made);
    }

    @Test
    void create_unknownRoleOrNone_isWrongUse() {
        assertThat(run("keys", "create", "x", "--role", "owner").status()).isEqualTo(2);
        assertThat(run("keys", "create", "x").status()).isEqualTo(2);
        assertThat(run("keys", "create", "x", "--role", "read=nowhere").status())
                .isEqualTo(2);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.on(home, arguments);
    }
}
