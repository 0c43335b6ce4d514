package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemathesis makes requests from the contract, right ones and wrong ones, and judges every response with all its checks. */
class SchemathesisIT {
    private static final Path INSTALLED = Path.of("target/clients/venv/bin/schemathesis");
    private static final Pattern CASES = Pattern.compile("(\\d+) generated");
    private static final int FEWEST_CASES = 5_000;

    @Test
    void service_againstItsContract_hasNoFailures(@TempDir Path folder) throws IOException, InterruptedException {
        String schemathesis = schemathesis();
        assumeTrue(
                schemathesis != null || Boolean.parseBoolean(System.getenv("RECTO_ALL_PARTS")),
                "schemathesis is missing: pip install schemathesis");
        assertThat(schemathesis)
                .as("schemathesis, which RECTO_ALL_PARTS requires")
                .isNotNull();
        try (TestService service = TestService.start(folder)) {
            service.document("default", "lease.md", "The notice period of the office lease is six months.\n");
            Path log = folder.resolve("schemathesis.log");
            int status = new ProcessBuilder(List.of(
                            schemathesis,
                            "--config-file",
                            "src/test/schemathesis.toml",
                            "run",
                            "src/openapi.yaml",
                            "--url",
                            service.address(),
                            "-H",
                            "Authorization: Bearer " + service.key("schemathesis", Map.of("*", "admin")),
                            "--checks",
                            "all",
                            "--max-examples",
                            "100",
                            "--seed",
                            "1"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            String said = Files.readString(log);
            assertThat(status).as(said).isZero();
            Matcher cases = CASES.matcher(said);
            assertThat(cases.find()).as(said).isTrue();
            assertThat(Integer.parseInt(cases.group(1))).isGreaterThanOrEqualTo(FEWEST_CASES);
        }
    }

    private static String schemathesis() {
        return Stream.concat(
                        Stream.of(INSTALLED),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> Path.of(folder, "schemathesis")))
                .filter(Files::isExecutable)
                .map(path -> path.toAbsolutePath().toString())
                .findFirst()
                .orElse(null);
    }
}
