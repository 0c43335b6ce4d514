package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What the documentation shows can be typed: every command line parses, every command is shown, every link leads somewhere. */
class DocumentationTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^(?:\\$ )?\\./recto|`(?:\\./)?recto) ([^`\\n]+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @TestFactory
    Stream<DynamicTest> documentation_eachCommandShown_parses() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher shown = COMMAND.matcher(Files.readString(page));
            while (shown.find()) {
                String command = shown.group(1).strip();
                if (!command.startsWith("verify")) {
                    tests.add(DynamicTest.dynamicTest(
                            page + ": " + command, () -> assertThatCode(() -> line().parseArgs(words(command)))
                                    .doesNotThrowAnyException()));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests.stream();
    }

    @Test
    void documentation_unknownOption_wouldFail() {
        assertThatCode(() -> line().parseArgs(words("ask --no-such-option \"x y\"")))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    @Test
    void readme_everyCommand_isShown() throws IOException {
        String text = Files.readString(Path.of("README.md"));
        line().getSubcommands().keySet().forEach(command -> assertThat(text).contains("./recto " + command));
    }

    @TestFactory
    Stream<DynamicTest> documentation_eachLink_leadsToAFile() throws IOException {
        return pages().stream().flatMap(page -> LINK.matcher(read(page))
                .results()
                .map(link -> link.group(1))
                .map(target -> DynamicTest.dynamicTest(page + ": " + target, () -> assertThat(
                                page.toAbsolutePath().resolveSibling(target))
                        .exists())));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("src/docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    private static CommandLine line() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var surroundings =
                new Surroundings(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), false, false);
        var root = new RectoCommand(surroundings, (home, config) -> {
            throw new IllegalStateException("only parsed");
        });
        return Commands.line(root, LogFile.install(() -> Path.of("target")));
    }
}
