package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.Folders;
import dev.recto.embed.MiniLm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The built-in encoder for English is changed for another real one, and the re-index is killed three times, the last time when it is
 * finished and not switched to.
 */
class ModelChangeIT {
    private static final int ENGLISH = 300;
    private static final int CHINESE = 60;
    /** Texts that are embedded before they are cached: what a kill loses. */
    private static final int SLICE = 64;

    private static final String BUILT_IN = "bge-small-en-v1.5-q";
    private static final String BUILT_IN_CHINESE = "bge-small-zh-v1.5-q";
    private static final String QUESTION = "When can I move out of the apartment?";
    private static final String QUESTION_IN_CHINESE = "我什么时候可以退租？";

    private Path folder;
    private String classPath;
    private String other;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = TrialFolder.make();
        classPath = ClassPath.asJars(folder);
        other = MiniLm.in(folder).toString();
    }

    @AfterEach
    void removeFolder() throws IOException {
        Folders.delete(folder);
    }

    private HomeProcess start(String english, @Nullable FaultPoint point, int nth)
            throws IOException, HomeProcess.GoneException {
        var process = HomeProcess.start(new HomeProcess.Start(folder, classPath, point, nth), english);
        process.awaitReady();
        return process;
    }

    /** Returns how many passages the models embedded so far whose ids begin so. */
    private long embedded(String model) throws IOException {
        Path log = folder.resolve("embedded");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith(model))
                        .count()
                : 0;
    }

    @Test
    void reindex_toAnotherModelKilledThreeTimes_resumesAndEmbedsOnlyThatLanguage() throws Exception {
        try (HomeProcess process = start("-", null, 1)) {
            process.tell("put", "lease", "The tenancy of the flat ends on 31 May; the keys are then handed back.");
            process.tell("put", "租约", "房屋租赁合同于五月三十一日到期，届时交还钥匙。");
            for (int i = 1; i < ENGLISH; i++) {
                process.tell("put", "en" + i, "Harbour note e" + i + ".");
            }
            for (int i = 1; i < CHINESE; i++) {
                process.tell("put", "记录" + i, "第" + i + "号港口记录。");
            }
            process.tell("settle");
            assertThat(process.tell("ask", QUESTION)).startsWith("lease");
        }
        assertThat(embedded(BUILT_IN)).isEqualTo(ENGLISH);
        assertThat(embedded(BUILT_IN_CHINESE)).isEqualTo(CHINESE);

        kill(FaultPoint.EMBEDDED, 2);
        kill(FaultPoint.EMBEDDED, 2);
        long before = embedded(MiniLm.NAME);
        assertThat(before).isPositive().isLessThan(ENGLISH);
        kill(FaultPoint.BUILT, 1);
        long finished = embedded(MiniLm.NAME);
        assertThat(finished).isBetween((long) ENGLISH, (long) ENGLISH + 2 * SLICE);

        try (HomeProcess process = start(other, null, 1)) {
            assertThat(process.tell("ask", QUESTION)).startsWith("lease");
            process.tell("reindex");
            assertThat(process.tell("generation")).containsExactly("2");
            assertThat(process.tell("find", "e7")).containsExactly("en7");
            assertThat(process.tell("ask", QUESTION)).startsWith("lease");
            assertThat(process.tell("ask", QUESTION_IN_CHINESE)).startsWith("租约");
            assertThat(process.tell("check")).isEmpty();
            process.tell("rollback");
            assertThat(process.tell("generation")).containsExactly("1");
            assertThat(process.tell("find", "7")).containsExactly("记录7");
            assertThat(process.tell("ask", QUESTION)).startsWith("lease");
            assertThat(process.tell("check")).isEmpty();
        }
        assertThat(embedded(MiniLm.NAME)).isEqualTo(finished);
        assertThat(embedded(BUILT_IN)).isEqualTo(ENGLISH);
        assertThat(embedded(BUILT_IN_CHINESE)).isEqualTo(CHINESE);
    }

    /** Begins the re-index, or goes on with it, and kills the process at a point. */
    private void kill(FaultPoint point, int nth) throws IOException, HomeProcess.GoneException {
        HomeProcess process = start(other, point, nth);
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
