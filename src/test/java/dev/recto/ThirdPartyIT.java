package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
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
        assertThat(libraries()).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(listed)
                .anyMatch(known -> name.equals(known) || name.startsWith(known + "-")));
    }

    /** The jar's own class path, since {@code target/lib} may still hold what an older build needed. */
    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path built = files.filter(file -> file.getFileName().toString().matches("recto-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
            try (var jar = new JarFile(built.toFile())) {
                String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                return Stream.of(classPath.split(" "))
                        .map(name -> name.replaceAll("^lib/|\\.jar$", ""))
                        .toList();
            }
        }
    }
}
