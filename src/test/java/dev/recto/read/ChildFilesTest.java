package dev.recto.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.LimitsConfig;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildFilesTest {
    @TempDir
    Path folder;

    @Test
    void add_entriesThatAreLeftOut_countAsUnpackedBytes() throws Exception {
        var limits = new LimitsConfig(10, 10, 256, 1000, 10, 100, 25, 2, 100);
        var children = new ChildFiles(folder, limits, new DocumentDraft(limits));
        children.add("large", new ByteArrayInputStream(new byte[20]));
        assertThat(children.full()).isFalse();
        children.add("small", new ByteArrayInputStream(new byte[3]));
        children.add("large again", new ByteArrayInputStream(new byte[20]));

        assertThat(children.children()).extracting(ReadOutcome.Child::name).containsExactly("small");
        assertThat(children.full()).isTrue();
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("child-00001"));
    }

    @Test
    void add_longName_isShownFromItsEndWithoutHalfACharacter() throws Exception {
        var children = new ChildFiles(folder, LimitsConfig.DEFAULT, new DocumentDraft(LimitsConfig.DEFAULT));
        children.add("😀".repeat(200) + ".txt", new ByteArrayInputStream(new byte[1]));
        children.add("😀".repeat(200) + "x.txt", new ByteArrayInputStream(new byte[1]));

        assertThat(children.children()).extracting(ReadOutcome.Child::name).allSatisfy(name -> {
            assertThat(name.length()).isLessThanOrEqualTo(255);
            assertThat(name.codePoints()).noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        });
    }
}
