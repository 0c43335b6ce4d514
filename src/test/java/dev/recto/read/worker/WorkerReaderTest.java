package dev.recto.read.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerReaderTest {
    @TempDir
    Path folder;

    private static LimitsConfig limits(int seconds, int megabytes) {
        return new LimitsConfig(64 << 20, seconds, megabytes, 50_000_000, 100, 10, 1 << 20, 2, 100);
    }

    private ReadRequest request(Path file) throws IOException {
        return new ReadRequest(file, file.getFileName().toString(), Files.createTempDirectory(folder, "scratch"));
    }

    private Path text(String name, String words) throws IOException {
        return Files.writeString(folder.resolve(name), words);
    }

    private static ReadingProblem problem(ReadOutcome outcome) {
        return ((ReadOutcome.NotRead) outcome).problem();
    }

    @Test
    void read_severalFiles_comeBackFromOneWorkerWithTheirChildren() throws Exception {
        Path zip = folder.resolve("a.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("信/b.txt"));
            out.write("inside".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (var reader = new WorkerReader(limits(60, 256), folder.resolve("tmp"))) {
            var note = (ReadOutcome.Read) reader.read(request(text("租约.md", "# 租约\n\nRent is due.")));
            assertThat(note.document().parts().getFirst().text()).isEqualTo("租约\n\nRent is due.");
            var archive = (ReadOutcome.Read) reader.read(request(zip));
            assertThat(archive.document().parts()).isEmpty();
            assertThat(archive.children()).hasSize(1);
            assertThat(archive.children().getFirst().name()).isEqualTo("信/b.txt");
            assertThat(archive.children().getFirst().file()).hasContent("inside");
            assertThat(problem(reader.read(request(text("empty.txt", ""))))).isEqualTo(ReadingProblem.NO_TEXT);
        }
        try (var left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void read_moreMemoryThanAllowed_isTooLargeAndTheNextFileIsRead() throws Exception {
        Path big = folder.resolve("big.json");
        try (OutputStream out = Files.newOutputStream(big)) {
            byte[] line = "\"some words that take memory, and more of them\","
                    .repeat(1000)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            out.write('[');
            for (int i = 0; i < 800; i++) {
                out.write(line);
            }
            out.write("1]".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        try (var reader = new WorkerReader(limits(120, 48), folder.resolve("tmp"))) {
            ReadRequest request = request(big);
            assertThat(problem(reader.read(request))).isEqualTo(ReadingProblem.TOO_LARGE);
            assertThat(request.scratch()).isEmptyDirectory();
            assertThat(reader.read(request(text("a.txt", "still here")))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void read_pastItsTime_isTimeout() throws Exception {
        try (var reader = new WorkerReader(limits(0, 256), folder.resolve("tmp"))) {
            assertThat(problem(reader.read(request(text("a.txt", "words"))))).isEqualTo(ReadingProblem.TIMEOUT);
        }
    }

    @Test
    void read_largerThanAllowedOrMissing_isRefusedWithoutAWorker() throws Exception {
        var limits = new LimitsConfig(3, 60, 256, 100, 10, 10, 100, 2, 100);
        try (var reader = new WorkerReader(limits, folder.resolve("tmp"))) {
            assertThat(problem(reader.read(request(text("a.txt", "words"))))).isEqualTo(ReadingProblem.TOO_LARGE);
            assertThat(problem(reader.read(request(folder.resolve("none"))))).isEqualTo(ReadingProblem.FAILED);
        }
    }

    @Test
    void read_interrupted_stopsAndSaysSo() throws Exception {
        try (var reader = new WorkerReader(limits(600, 256), folder.resolve("tmp"))) {
            var thrown = new AtomicReference<Throwable>();
            var done = new CountDownLatch(1);
            ReadRequest request = request(text("a.txt", "words"));
            Thread thread = Thread.ofPlatform().unstarted(() -> {
                Thread.currentThread().interrupt();
                try {
                    reader.read(request);
                } catch (Throwable e) {
                    thrown.set(e);
                }
                done.countDown();
            });
            thread.start();
            done.await();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(reader.read(request(text("b.txt", "words")))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void start_leftoversOfEndedProcesses_areDeleted() throws Exception {
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        Path dead = Files.createDirectories(tmp.resolve("reading-999999999-1"));
        Files.writeString(dead.resolve("x"), "x");
        Path other = Files.createDirectories(tmp.resolve("other"));
        new WorkerReader(limits(60, 256), tmp).close();
        assertThat(dead).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void read_afterClose_isRefused() throws Exception {
        var reader = new WorkerReader(limits(60, 256), folder.resolve("tmp"));
        reader.close();
        ReadRequest request = request(text("a.txt", "words"));
        assertThatThrownBy(() -> reader.read(request)).isInstanceOf(IllegalStateException.class);
    }
}
