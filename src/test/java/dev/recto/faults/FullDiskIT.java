package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.CatalogException;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole home on a small file system that fills up: catalogue, cache of vectors, originals, what was read, and index. Needs the right
 * to mount one (tmpfs, as root); which write fails depends on how much room there is, so many sizes are tried.
 */
class FullDiskIT {
    private static final boolean ALL_PARTS = Boolean.parseBoolean(System.getenv("RECTO_ALL_PARTS"));
    private static final int SMALLEST_KIB = 700;
    private static final int STEP_KIB = 97;
    private static final int SIZES = 8;
    private static final int MOST_FILES = 400;

    @TempDir
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SMALLEST_KIB + "k", "tmpfs", disk.toString());
        Assumptions.assumeTrue(
                ALL_PARTS || mounted, "skipped: this user may not mount a file system (run as root on Linux)");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    @Test
    void put_diskFillsUp_isNeverFalselyAcknowledgedAndGoesOnWithRoom() throws Exception {
        int filled = 0;
        for (int i = 0; i < SIZES; i++) {
            resize(SMALLEST_KIB + i * STEP_KIB);
            Path home = disk.resolve("home" + i);
            Map<String, String> acknowledged = new TreeMap<>();
            filled += fill(home, acknowledged) ? 1 : 0;
            resize(256 << 10);
            check(home, acknowledged);
            Folders.delete(home);
        }
        assertThat(filled).isEqualTo(SIZES);
    }

    /** Takes texts in until the disk is full, and returns whether it became so. */
    private static boolean fill(Path home, Map<String, String> acknowledged) throws InterruptedException {
        Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
        try (var house = new FaultHome(home, FaultPoints.NONE, fatal::add)) {
            for (int i = 0; i < MOST_FILES; i++) {
                String text = "w" + i + "x " + "Words that fill a disk. ".repeat(100 + i);
                house.put(Map.of("k" + i, text));
                acknowledged.put("k" + i, text);
            }
            return false;
        } catch (IOException | UncheckedIOException | CatalogException full) {
            return true;
        }
    }

    private static void check(Path home, Map<String, String> acknowledged) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
        try (var house = new FaultHome(home, FaultPoints.NONE, fatal::add)) {
            house.settle();
            for (var one : acknowledged.entrySet()) {
                assertThat(house.find(Oracle.word(one.getValue()))).containsExactly(one.getKey());
            }
            assertThat(house.rows()).extracting(DocumentRow::state).containsOnly(DocumentState.INDEXED);
            assertThat(house.consistency.check(List.of(house.collection))).isEmpty();
            assertThat(fatal).isEmpty();
        }
    }

    private void resize(int kib) throws Exception {
        assertThat(run("mount", "-o", "remount,size=" + kib + "k", disk.toString()))
                .isTrue();
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
