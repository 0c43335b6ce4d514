package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two models is changed for another, and the re-index is killed three times, the last time when it is finished and not switched to. */
class ModelChangeIT {
    private static final int ENGLISH = 300;
    private static final int CHINESE = 60;
    /** Texts that are embedded before they are cached: what a kill loses. */
    private static final int SLICE = 64;

    private Path folder;
    private String classPath;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = TrialFolder.make();
        classPath = ClassPath.asJars(folder);
    }

    @AfterEach
    void removeFolder() throws IOException {
        Folders.delete(folder);
    }

    private HomeProcess start(String model, @Nullable FaultPoint point, int nth)
            throws IOException, HomeProcess.GoneException {
        var process = HomeProcess.start(new HomeProcess.Start(folder, classPath, point, nth), model);
        process.awaitReady();
        return process;
    }

    /** Returns how many texts a model embedded so far. */
    private long embedded(String model) throws IOException {
        Path log = folder.resolve("embedded");
        return Files.exists(log)
                ? Files.readAllLines(log).stream().filter(model::equals).count()
                : 0;
    }

    @Test
    void reindex_toAnotherModelKilledThreeTimes_resumesAndEmbedsOnlyThatLanguage() throws Exception {
        try (HomeProcess process = start("words", null, 1)) {
            for (int i = 0; i < ENGLISH; i++) {
                process.tell("put", "en" + i, "Harbour note e" + i + ".");
            }
            for (int i = 0; i < CHINESE; i++) {
                process.tell("put", "zh" + i, "港口记录 z" + i + "。");
            }
            process.tell("settle");
        }
        assertThat(embedded("words")).isEqualTo(ENGLISH);
        assertThat(embedded(TwoScripts.CHINESE)).isEqualTo(CHINESE);

        kill(FaultPoint.EMBEDDED, 2);
        kill(FaultPoint.EMBEDDED, 2);
        long before = embedded("others");
        assertThat(before).isPositive().isLessThan(ENGLISH);
        kill(FaultPoint.BUILT, 1);
        long finished = embedded("others");
        assertThat(finished).isBetween((long) ENGLISH, (long) ENGLISH + 2 * SLICE);

        try (HomeProcess process = start("others", null, 1)) {
            process.tell("reindex");
            assertThat(process.tell("generation")).containsExactly("2");
            assertThat(process.tell("find", "e7")).containsExactly("en7");
            assertThat(process.tell("check")).isEmpty();
            process.tell("rollback");
            assertThat(process.tell("generation")).containsExactly("1");
            assertThat(process.tell("find", "z7")).containsExactly("zh7");
            assertThat(process.tell("check")).isEmpty();
        }
        assertThat(embedded("others")).isEqualTo(finished);
        assertThat(embedded("words")).isEqualTo(ENGLISH);
        assertThat(embedded(TwoScripts.CHINESE)).isEqualTo(CHINESE);
    }

    /** Begins the re-index, or goes on with it, and kills the process at a point. */
    private void kill(FaultPoint point, int nth) throws IOException, HomeProcess.GoneException {
        HomeProcess process = start("others", point, nth);
        try {
            List<String> said = process.tell("reindex");
            throw new AssertionError("It was not killed: " + said);
        } catch (HomeProcess.GoneException reached) {
            assertThat(process.at()).isEqualTo(point.name());
        } finally {
            process.kill();
        }
    }
}
