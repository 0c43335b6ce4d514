package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page's own files must hold to, without a browser. */
class PageFilesTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Pattern NAME = Pattern.compile("^ {2}\"([^\"]+)\": \"", Pattern.MULTILINE);
    private static final Pattern DECLARED =
            Pattern.compile("(?m)^(?:export )?(?:async )?(?:function\\*?|const|let|class) (\\w+)");
    private static final Pattern ASKED = Pattern.compile("\\bt\\(\"([a-zA-Z.]+)\"(?:, \\{([^}]*)})?");

    private final PageFiles files = new PageFiles();

    @Test
    void file_ofThePageAndItsLibraries_isThereCompressed() {
        PageFile start = files.file("js/page.js").orElseThrow();
        assertThat(start.mediaType()).startsWith("text/javascript");
        assertThat(start.gzipped()).hasSizeBetween(1, start.plain().length);
        assertThat(files.file("lib/pdfjs/legacy/build/pdf.min.mjs")).isPresent();
        assertThat(files.file("lib/pdfjs/wasm/openjpeg.wasm").orElseThrow().mediaType())
                .isEqualTo("application/wasm");
    }

    @Test
    void file_elsewhere_isNotThere() {
        for (String name : List.of(
                "index.html",
                "../dev/recto/serve/docs.html",
                "lib/pdfjs/../../swagger-ui/5.30.2/swagger-ui.css",
                "lib/pdfjs/package.json",
                "lib/other/build/pdf.min.mjs",
                "lib/pdfjs/",
                "")) {
            assertThat(files.file(name)).as(name).isEmpty();
        }
    }

    @Test
    void index_namesFilesOfThisBuildThatExist() {
        assertThat(named(text(files.index()))).contains(JoinedModules.JOINED).hasSizeBetween(2, 4);
        assertThat(text(files.index()))
                .doesNotContainPattern("\\{(build|style|script|mark)}")
                .doesNotContain("http://1")
                .doesNotContain("https://");
    }

    @Test
    void modules_importOnlyFilesOfThisBuildThatExist() throws IOException {
        int count = 0;
        for (String name : served()) {
            if (name.endsWith(".js")) {
                String module = text(files.file(name).orElseThrow());
                assertThat(module).as(name).doesNotContainPattern("(from |import\\()\"\\.");
                count += named(module).size();
            }
        }
        assertThat(count).isGreaterThan(50);
    }

    @Test
    void joinedModule_importsNothingFirstAndDeclaresEachNameOnce() {
        String joined = text(files.file(JoinedModules.JOINED).orElseThrow());
        assertThat(joined).doesNotContainPattern("(?m)^import ").contains("export function h(", "export const view =");
        assertThat(files.file("js/dom.js")).isEmpty();
        assertThat(declared(joined)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void ownFiles_together_areSmall() throws IOException {
        int bytes = served().stream()
                .map(name -> files.file(name).orElseThrow())
                .mapToInt(file -> file.gzipped().length)
                .sum();
        assertThat(bytes + files.index().gzipped().length).isBetween(40_000, 250_000);
    }

    @Test
    void modules_never_readAStringAsMarkup() throws IOException {
        for (Path module : modules()) {
            assertThat(Files.readString(module))
                    .as(module.toString())
                    .doesNotContainPattern(
                            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|setHTML|\\beval\\(|new Function");
        }
    }

    @Test
    void dictionaries_haveTheSameWords() throws IOException {
        var english = names("en");
        var chinese = names("zh");
        english.removeIf(name -> name.endsWith(".one"));
        assertThat(chinese).isEqualTo(english).hasSizeGreaterThan(100);
    }

    @Test
    void modules_askOnlyForWordsThatThereAre() throws IOException {
        var known = names("en");
        int count = 0;
        for (Path module : modules()) {
            Matcher asked = ASKED.matcher(Files.readString(module));
            while (asked.find()) {
                count++;
                String name = asked.group(1);
                boolean counted = asked.group(2) != null && asked.group(2).contains("count");
                assertThat(known).as(module + ": " + name).contains(counted ? name + ".other" : name);
            }
        }
        assertThat(count).isGreaterThan(100);
    }

    /** Returns the names that a module declares at its top. */
    static List<String> declared(String module) {
        return DECLARED.matcher(module).results().map(found -> found.group(1)).toList();
    }

    private static String text(PageFile file) {
        return new String(file.plain(), StandardCharsets.UTF_8);
    }

    /** Returns the files of this build that a text names, each of which is there. */
    private List<String> named(String text) {
        Matcher named =
                Pattern.compile("\"/web/" + files.build() + "/([^\"]+)\"").matcher(text);
        var names = new ArrayList<String>();
        while (named.find()) {
            names.add(named.group(1));
            assertThat(files.file(named.group(1))).as(named.group(1)).isPresent();
        }
        return names;
    }

    /** Returns the paths of the page's own files as they are served. */
    private List<String> served() throws IOException {
        try (Stream<Path> walk = Files.walk(WEB)) {
            return Stream.concat(
                            Stream.of(JoinedModules.JOINED),
                            walk.filter(Files::isRegularFile)
                                    .map(file -> WEB.relativize(file).toString().replace('\\', '/')))
                    .filter(name -> files.file(name).isPresent())
                    .toList();
        }
    }

    private static TreeSet<String> names(String language) throws IOException {
        var names = new TreeSet<String>();
        for (Path file : modules()) {
            if (file.getParent().endsWith("i18n")) {
                Matcher matcher = NAME.matcher(dictionary(file, language));
                while (matcher.find()) {
                    assertThat(names.add(matcher.group(1)))
                            .as(matcher.group(1) + " twice")
                            .isTrue();
                }
            }
        }
        return names;
    }

    /** The shell has one file for each language; the words of a view that is loaded later stand in one file, one language after the other. */
    private static String dictionary(Path file, String language) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf("const " + language + " = {");
        return begin < 0 ? "" : text.substring(begin, text.indexOf("\n};", begin));
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> walk = Files.walk(WEB.resolve("js"))) {
            return walk.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }
}
