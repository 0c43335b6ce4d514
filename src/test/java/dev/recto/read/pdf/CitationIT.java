package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the samples' PDFs are quoted with stands where a second PDF library sees it. */
class CitationIT {
    private static final double LEAST_SHARE = 0.995;

    @Test
    void samples_eachWordQuoted_liesWherePopplerSeesIt() throws Exception {
        if (!installed("pdftotext")) {
            String missing = "pdftotext is missing; install poppler-utils";
            assertThat(System.getenv("RECTO_ALL_PARTS")).as(missing).isNotEqualTo("true");
            assumeThat(false).as(missing).isTrue();
        }
        CitationCheck.Totals totals = CitationCheck.run(Path.of("data/samples"), Integer.MAX_VALUE, new Random(1));
        assertThat(totals.words()).isGreaterThan(1000);
        assertThat((double) totals.found() / totals.words())
                .as("words on the page: %s", totals)
                .isGreaterThanOrEqualTo(LEAST_SHARE);
        assertThat((double) totals.inside() / totals.words())
                .as("words in the boxes: %s", totals)
                .isGreaterThanOrEqualTo(LEAST_SHARE);
    }

    private static boolean installed(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
