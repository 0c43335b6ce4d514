package dev.recto.ingest;

import dev.recto.catalog.Completion;
import dev.recto.catalog.Reception;
import dev.recto.catalog.StoredContent;
import dev.recto.catalog.Transition;
import dev.recto.config.WatchConfig;
import dev.recto.document.ContentHash;
import dev.recto.document.IngestOutcome;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows a folder of small files: the first look, one with nothing changed, and one with 1 % of them changed.
 *
 * <p>Arguments: a new folder for home and files, the number of files, and {@code models} for the built-in encoders: without it a stand-in
 * embeds, so that what is measured is everything else. With {@code rows} the first look is left out: the files' rows are written as it would
 * leave them, and only the looks after it are measured.
 */
final class WatchBenchmark {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FILES_IN_A_FOLDER = 100;
    private static final int ROWS = 500;

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
            if (args.length > 2 && args[2].equals("rows")) {
                rows(house, folder);
            } else {
                look("first", watched);
            }
            look("unchanged", watched);
            look("unchanged", watched);
            for (int number = 0; number < files; number += FILES_IN_A_FOLDER) {
                write(folder, number, "second");
            }
            look("1 % changed", watched);
        }
    }

    private static void rows(TestHome house, Path folder) {
        List<SourceFile> files = FolderScan.scan(List.of(folder), house.home).files();
        for (int from = 0; from < files.size(); from += ROWS) {
            List<Reception> group = files.subList(from, Math.min(files.size(), from + ROWS)).stream()
                    .map(file -> reception(house, file))
                    .toList();
            List<Completion> done = house.catalog.documents().receive(group, "ingest").stream()
                    .map(row -> new Completion(
                            row.id(), row.reception(), new IngestOutcome.Indexed(1, 1), "text/plain", null, 0, false))
                    .toList();
            house.catalog.documents().complete(done, Transition.of("ingest"));
        }
    }

    private static Reception reception(TestHome house, SourceFile file) {
        var content =
                new StoredContent(ContentHash.of(file.source()), file.stat().size());
        return new Reception(
                house.collection.id(),
                null,
                file.path(),
                PathText.name(file.path()),
                null,
                file.source(),
                file.stat(),
                content,
                Map.of(),
                Set.of("everyone"));
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
