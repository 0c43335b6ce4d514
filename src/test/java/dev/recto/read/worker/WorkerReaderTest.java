package dev.recto.read.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
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
            out.write("inside".getBytes(StandardCharsets.UTF_8));
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
                    .getBytes(StandardCharsets.US_ASCII);
            out.write('[');
            for (int i = 0; i < 800; i++) {
                out.write(line);
            }
            out.write("1]".getBytes(StandardCharsets.US_ASCII));
        }
        try (var reader = new WorkerReader(limits(120, 48), folder.resolve("tmp"))) {
            ReadRequest request = request(big);
            assertThat(problem(reader.read(request))).isEqualTo(ReadingProblem.TOO_LARGE);
            assertThat(request.scratch()).isEmptyDirectory();
            assertThat(reader.read(request(text("a.txt", "still here")))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    /** A page that draws two forms, each of which draws two, forty deep: a few kilobytes, and no end. */
    private Path endless() throws IOException {
        Path file = folder.resolve("endless.pdf");
        try (var pdf = new PDDocument()) {
            var name = COSName.getPDFName("F");
            var resources = new PDResources();
            for (int level = 0; level < 40; level++) {
                var form = new PDFormXObject(pdf);
                form.setBBox(new PDRectangle(100, 100));
                form.setResources(resources);
                try (OutputStream out = form.getContentStream().createOutputStream()) {
                    out.write("/F Do /F Do ".getBytes(StandardCharsets.US_ASCII));
                }
                resources = new PDResources();
                resources.put(name, form);
            }
            var page = new PDPage();
            page.setResources(resources);
            var content = new PDStream(pdf);
            try (OutputStream out = content.createOutputStream()) {
                out.write("/F Do ".getBytes(StandardCharsets.US_ASCII));
            }
            page.setContents(content);
            pdf.addPage(page);
            pdf.save(file.toFile());
        }
        return file;
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Reads on a thread of its own, and returns once the worker has spent processor time on it. */
    private static FutureTask<ReadOutcome> begun(WorkerReader reader, ReadRequest request, ProcessHandle worker) {
        var reading = new FutureTask<>(() -> reader.read(request));
        Duration before = processorTime(worker);
        Thread.ofPlatform().start(reading);
        while (processorTime(worker).minus(before).toMillis() < 300 && !reading.isDone()) {
            Thread.yield();
        }
        assertThat(reading.isDone()).isFalse();
        return reading;
    }

    @Test
    void read_fileWithoutEnd_isTimeoutAndItsWorkerIsGone() throws Exception {
        try (var reader = new WorkerReader(limits(2, 256), folder.resolve("tmp"))) {
            assertThat(problem(reader.read(request(endless())))).isEqualTo(ReadingProblem.TIMEOUT);
            assertThat(workers()).isEmpty();
        }
    }

    @Test
    void read_workerThatDies_isFailedAndTheNextFileIsRead() throws Exception {
        try (var reader = new WorkerReader(limits(600, 256), folder.resolve("tmp"))) {
            reader.read(request(text("a.txt", "words")));
            ProcessHandle worker = workers().getFirst();
            FutureTask<ReadOutcome> reading = begun(reader, request(endless()), worker);
            worker.destroyForcibly();
            assertThat(problem(reading.get())).isEqualTo(ReadingProblem.FAILED);
            assertThat(reader.read(request(text("b.txt", "words")))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void read_interruptedWhileTheWorkerReads_stopsAndItsWorkerIsGone() throws Exception {
        try (var reader = new WorkerReader(limits(600, 256), folder.resolve("tmp"))) {
            reader.read(request(text("a.txt", "words")));
            ProcessHandle worker = workers().getFirst();
            FutureTask<ReadOutcome> reading = begun(reader, request(endless()), worker);
            reading.cancel(true);
            assertThat(worker.onExit().get().isAlive()).isFalse();
            assertThat(reader.read(request(text("b.txt", "words")))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void exitStatus_processThatGarblesItsAnswersAndRunsOn_isEnded() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        Process process = new ProcessBuilder("/bin/sh", "-c", "echo no frame at all; exec sleep 600").start();
        var worker = new WorkerProcess(process);
        assertThat(worker.await(60)).isNull();
        assertThat(worker.ended()).isTrue();
        assertThat(worker.exitStatus()).isNotZero();
        assertThat(process.isAlive()).isFalse();
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
        long self = ProcessHandle.current().pid();
        Path reused = Files.createDirectories(tmp.resolve("reading-" + self + "-1"));
        Files.setLastModifiedTime(reused, FileTime.from(Instant.EPOCH));
        Path inUse = Files.createDirectories(tmp.resolve("reading-" + self + "-2"));
        Path other = Files.createDirectories(tmp.resolve("other"));
        new WorkerReader(limits(60, 256), tmp).close();
        assertThat(dead).doesNotExist();
        assertThat(reused).doesNotExist();
        assertThat(inUse).exists();
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
