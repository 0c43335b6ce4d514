package dev.recto.serve;

import dev.recto.config.LimitsConfig;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Uploads gigabytes in many files as one form, and says how much heap was alive meanwhile: {@code UploadBenchmark HOME FILES MIB}. Run it with a
 * small heap ({@code -Xmx256m}) and an empty home.
 */
final class UploadBenchmark {
    private static final int MIB = 1 << 20;
    private static final int PAUSE_MILLIS = 500;

    private UploadBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int files = Integer.parseInt(arguments[1]);
        int mib = Integer.parseInt(arguments[2]);
        PrintStream out = System.out;
        var uploads = new UploadConfig(1L << 40, files, 64, 1_000_000);
        try (var service = new RunningService(home, LimitsConfig.DEFAULT, uploads, UrlConfig.DEFAULT)) {
            out.printf("live heap before: %d MiB%n", liveMib());
            Thread watch = Thread.ofPlatform().daemon().start(() -> watch(home, out));
            long begun = System.nanoTime();
            HttpResponse<String> response = service.send(HttpRequest.newBuilder(service.uri(RunningService.DOCUMENTS))
                    .header("Content-Type", FormBody.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> form(files, (long) mib * MIB))));
            double seconds = (System.nanoTime() - begun) / 1e9;
            watch.interrupt();
            out.printf(
                    "status %d after %.1f s: %d files, %d MiB, %.0f MiB/s; live heap after: %d MiB%n",
                    response.statusCode(), seconds, files, files * mib, files * mib / seconds, liveMib());
            out.println("documents: "
                    + RunningService.JSON.readTree(response.body()).get("total"));
            try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
                status.filter(line -> line.startsWith("VmHWM")).forEach(out::println);
            }
        }
    }

    private static void watch(Path home, PrintStream out) {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                out.printf("staged %d MiB, live heap %d MiB%n", stagedMib(home), liveMib());
            }
        } catch (InterruptedException | IOException done) {
            out.println("watched to the end");
        }
    }

    private static long stagedMib(Path home) throws IOException {
        try (Stream<Path> staged = Files.list(home.resolve("data/staging"))) {
            return staged.mapToLong(file -> file.toFile().length()).sum() / MIB;
        }
    }

    private static long liveMib() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MIB;
    }

    private static InputStream form(int files, long size) {
        Stream<InputStream> parts = IntStream.range(0, files)
                .boxed()
                .flatMap(number -> Stream.of(
                        text("------f0rm\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f" + number
                                + ".bin\"\r\n\r\n"),
                        new Noise(number, size),
                        text("\r\n")));
        return new SequenceInputStream(Collections.enumeration(
                Stream.concat(parts, Stream.of(text("------f0rm--\r\n"))).toList()));
    }

    private static InputStream text(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that no other file has. */
    private static final class Noise extends InputStream {
        private final SplittableRandom random;
        private long left;

        Noise(int seed, long size) {
            this.random = new SplittableRandom(seed);
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int taken = (int) Math.min(length, left);
            byte[] fresh = new byte[Math.min(taken, 64)];
            random.nextBytes(fresh);
            for (int i = 0; i < taken; i++) {
                bytes[offset + i] = fresh[i % fresh.length];
            }
            left -= taken;
            return taken;
        }
    }
}
