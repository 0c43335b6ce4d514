package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md names every library that a build puts beside the jar. */
class ThirdPartyIT {
    @Test
    void libraries_eachJar_isListedWithItsVersion() throws IOException {
        String page = Files.readString(Path.of("THIRD-PARTY.md"));
        List<String> listed = page.lines()
                .filter(line -> line.startsWith("| ") && line.contains(":"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip().replaceAll("^.*:", "") + "-" + cells[2].strip())
                .toList();
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString().replaceAll("\\.jar$", ""))
                    .toList();
            assertThat(names).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(listed)
                    .anyMatch(known -> name.equals(known) || name.startsWith(known + "-")));
        }
    }
}
