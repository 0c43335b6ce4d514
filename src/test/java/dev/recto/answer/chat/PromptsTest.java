package dev.recto.answer.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
    private static final Path COMMITTED = Path.of("config/prompts");

    @Test
    void load_theCommittedFiles_areSoundInBothLanguages() {
        Prompts prompts = Prompts.load(COMMITTED);
        for (PromptLanguage language : PromptLanguage.values()) {
            assertThat(prompts.of(PromptKind.ANSWER, language)
                            .fill(Map.of("question", "Why {{evidence}}?", "evidence", "[1] $1 \\", "boundary", "ab")))
                    .contains("Why {{evidence}}?", "[1] $1 \\", "ab");
        }
        assertThat(prompts.hash(PromptLanguage.EN, PromptKind.SYSTEM))
                .hasSize(64)
                .isNotEqualTo(prompts.hash(PromptLanguage.ZH, PromptKind.SYSTEM));
    }

    @Test
    void load_filesWithUnknownAndMissingVariables_namesThemAll(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("en"));
        Files.createDirectories(folder.resolve("zh"));
        Files.writeString(folder.resolve("en/answer.md"), "{{question}} {{evidence}} {{boundary}} {{contxt}}");
        Files.writeString(folder.resolve("zh/answer.md"), "{{question}} {{boundary}}");
        for (String other : new String[] {"en/system.md", "zh/system.md"}) {
            Files.copy(COMMITTED.resolve(other), folder.resolve(other));
        }
        assertThatThrownBy(() -> Prompts.load(folder))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("en/answer.md has the unknown variable {{contxt}}")
                .hasMessageContaining("zh/answer.md lacks the variable {{evidence}}");
    }

    @Test
    void load_anotherText_hasAnotherHash(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("en"));
        Files.createDirectories(folder.resolve("zh"));
        for (String name : new String[] {"en/answer.md", "zh/answer.md", "zh/system.md"}) {
            Files.copy(COMMITTED.resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("en/system.md"), "Answer briefly.");
        assertThat(Prompts.load(folder).hash(PromptLanguage.EN, PromptKind.SYSTEM))
                .isNotEqualTo(Prompts.load(COMMITTED).hash(PromptLanguage.EN, PromptKind.SYSTEM));
    }
}
