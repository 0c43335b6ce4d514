package dev.recto.ingest;

import dev.recto.config.WatchConfig;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Follows a folder of small files: the first look, one with nothing changed, and one with 1 % of them changed.
 *
 * <p>Arguments: a new folder for home and files, the number of files, and {@code models} for the built-in encoders: without it a stand-in
 * embeds, so that what is measured is everything else.
 */
final class WatchBenchmark {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FILES_IN_A_FOLDER = 100;

    private WatchBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]);
        int files = Integer.parseInt(args[1]);
        Path folder = root.resolve("watched");
        for (int number = 0; number < files; number++) {
            write(folder, number, "first");
        }
        boolean real = args.length > 2 && args[2].equals("models");
        try (Embedder models = real ? new LocalEmbedder(root.resolve("cache"), 0) : new HashedWords();
                var house = new TestHome(root.resolve("home"), models)) {
            var watched = new WatchedFolder(house.parts, house.ingestor, house.collection, folder, WatchConfig.DEFAULT);
            look("first", watched);
            look("unchanged", watched);
            look("unchanged", watched);
            for (int number = 0; number < files; number += FILES_IN_A_FOLDER) {
                write(folder, number, "second");
            }
            look("1 % changed", watched);
        }
    }

    private static void look(String what, WatchedFolder watched) throws InterruptedException {
        long begun = System.nanoTime();
        WatchReport report = watched.look(Instant.now());
        System.out.printf(
                "%s: %.2f s, %d files, %d taken in%n",
                what, (System.nanoTime() - begun) / 1e9, report.files(), report.taken());
    }

    private static void write(Path folder, int number, String edition) throws IOException {
        Path file =
                folder.resolve("%03d".formatted(number / FILES_IN_A_FOLDER)).resolve("note-%05d.txt".formatted(number));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Note " + number + ", " + edition + " edition: berth " + number * 7 + " is free.");
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plusSeconds(edition.length())));
    }
}
