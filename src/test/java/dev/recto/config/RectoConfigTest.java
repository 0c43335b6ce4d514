package dev.recto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recto.config.EmbeddingConfig.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RectoConfigTest {
    @TempDir
    Path folder;

    @Test
    void load_withoutFile_givesDefaults() throws Exception {
        assertThat(RectoConfig.load(folder.resolve("absent.yaml"), Map.of())).isEqualTo(RectoConfig.DEFAULT);
    }

    @Test
    void load_committedFile_givesDefaults() throws Exception {
        assertThat(RectoConfig.load(Path.of("config/recto.yaml"), Map.of())).isEqualTo(RectoConfig.DEFAULT);
    }

    @Test
    void load_folderOfAModel_isTakenWhereItIsAndRefusedWhereItIsNot() throws Exception {
        RectoConfig config = RectoConfig.load(file(""), Map.of("RECTO_EMBEDDING_CHINESE", folder.toString()));
        assertThat(config.embedding().chinese()).isEqualTo(folder);
        assertThat(config.embedding().english()).isNull();

        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> RectoConfig.load(file("embedding:\n  english: " + absent + "\n"), Map.of()))
                .hasMessageContaining("embedding.english names a folder that is not there: " + absent);
        String remote = "embedding:\n  provider: ollama\n  model: m\n  english: " + folder + "\n";
        assertThatThrownBy(() -> RectoConfig.load(file(remote), Map.of()))
                .hasMessageContaining("embedding.provider must be local");
    }

    @Test
    void load_emptyFile_givesDefaults() throws Exception {
        assertThat(RectoConfig.load(file("# nothing\n"), Map.of())).isEqualTo(RectoConfig.DEFAULT);
    }

    @Test
    void load_fileAndEnvironment_environmentWins() throws Exception {
        Path file = file("limits:\n  read_seconds: 7\n  read_parts: 8\n");
        RectoConfig config = RectoConfig.load(file, Map.of("RECTO_LIMITS_READ_SECONDS", "9", "PATH", "/bin"));
        assertThat(config.limits().readSeconds()).isEqualTo(9);
        assertThat(config.limits().readParts()).isEqualTo(8);
    }

    @Test
    void load_emptyVariable_countsAsUnset() throws Exception {
        RectoConfig config = RectoConfig.load(file(""), Map.of("RECTO_LIMITS_READ_SECONDS", ""));
        assertThat(config).isEqualTo(RectoConfig.DEFAULT);
    }

    @Test
    void load_manyProblems_reportsAllWithLineAndNearestName() throws IOException {
        Path file = file("""
                embedding:
                  provder: local
                  provider: opena
                  base_url: ftp://example.org
                limits:
                  read_seconds: soon
                  read_parts: 0
                  child_depth: [1, 2]
                """);
        ConfigException problem = catchThrowableOfType(
                ConfigException.class, () -> RectoConfig.load(file, Map.of("RECTO_LIMITS_READ_SECOND", "3")));
        assertThat(problem.problems())
                .containsExactlyInAnyOrder(
                        file + ":2: embedding.provder is not a key; the nearest is embedding.provider.",
                        file
                                + ":3: embedding.provider must be one of local, openai, azure, ollama, and is \"opena\"; the nearest"
                                + " is openai.",
                        file + ":4: embedding.base_url must be an address that starts with http:// or https://.",
                        file + ":6: limits.read_seconds must be a whole number from 1 to 86400, and is \"soon\".",
                        file + ":7: limits.read_parts must be from 1 to 1000000, and is 0.",
                        file + ":8: limits.child_depth must be one plain value.",
                        "environment: RECTO_LIMITS_READ_SECOND sets no key; the nearest is RECTO_LIMITS_READ_SECONDS.");
    }

    @Test
    void load_unknownEmptySection_isRefused() throws IOException {
        Path file = file("limit:\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of()))
                .hasMessageStartingWith(file + ":1: limit is not a key; the nearest is ");
    }

    @Test
    void load_variableOutOfRange_namesTheVariable() {
        assertThatThrownBy(() -> RectoConfig.load(folder.resolve("absent"), Map.of("RECTO_EMBEDDING_BATCH", "-1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("environment: RECTO_EMBEDDING_BATCH: embedding.batch must be from 1 to 2048, and is -1.");
    }

    @Test
    void load_brokenYaml_namesTheLine() throws IOException {
        Path file = file("limits:\n  read_seconds: 'x\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of())).hasMessageStartingWith(file + ":3: not YAML: ");
    }

    @Test
    void load_sameKeyTwice_isRefused() throws IOException {
        Path file = file("limits:\n  read_parts: 1\n  read_parts: 2\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of()))
                .hasMessageContaining(":3:")
                .hasMessageContaining("second time");
    }

    @Test
    void load_apiProviderWithoutModel_isRefused() throws IOException {
        Path file = file("embedding:\n  provider: openai\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of()))
                .hasMessage(file + ":2: embedding.provider needs embedding.model, which is not set.");
    }

    @Test
    void load_secretInFile_isRefusedWithoutShowingIt() throws IOException {
        Path file = file("embedding:\n  api_key: sk-hidden\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of()))
                .hasMessageContaining(":2: embedding.api_key is a secret")
                .hasMessageContaining("RECTO_EMBEDDING_API_KEY")
                .hasMessageNotContaining("sk-hidden");
    }

    @Test
    void load_secretFromEnvironmentOrFile_isTakenAndNeverShown() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        Path file = file("embedding:\n  provider: openai\n  model: m\n  api_key_file: " + key + "\n");
        RectoConfig fromFile = RectoConfig.load(file, Map.of());
        assertThat(fromFile.embedding().provider()).isEqualTo(Provider.OPENAI);
        assertThat(fromFile.embedding().apiKey()).isEqualTo("sk-from-file");
        assertThat(fromFile.toString()).doesNotContain("sk-from-file");
        RectoConfig fromVariable = RectoConfig.load(file, Map.of("RECTO_EMBEDDING_API_KEY", "sk-variable"));
        assertThat(fromVariable.embedding().apiKey()).isEqualTo("sk-variable");
    }

    @Test
    void load_secretFileMissing_namesIt() throws IOException {
        Path file = file("embedding:\n  api_key_file: /absent/key\n");
        assertThatThrownBy(() -> RectoConfig.load(file, Map.of()))
                .hasMessageContaining(":2: embedding.api_key_file names a file that");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("recto.yaml"), text);
    }
}
