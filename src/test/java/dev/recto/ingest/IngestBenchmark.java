package dev.recto.ingest;

import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes a folder in twice and says how long each took, and whether all agrees afterwards.
 *
 * <p>Arguments: a new home folder, a folder of documents. Run with the flags of {@code ./recto} on the test class path.
 */
final class IngestBenchmark {
    private IngestBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        Home home = new Home(Path.of(args[0]));
        Path documents = Path.of(args[1]);
        IngestSummary first = once(home, documents);
        IngestSummary second = once(home, documents);
        System.out.println("first   " + first);
        System.out.println("second  " + second);
        System.out.printf("ratio   %.0f%n", (double) first.totalMillis() / Math.max(1, second.totalMillis()));
        try (var application = Application.open(home, RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            System.out.println("check   " + application.consistency().check(List.of(collection)));
        }
    }

    private static IngestSummary once(Home home, Path documents) throws InterruptedException {
        long begun = System.nanoTime();
        try (var application = Application.open(home, RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            var request = new IngestRequest(List.of(documents), Map.of(), false);
            IngestSummary summary = application.ingestor().ingest(collection, request, IngestListener.SILENT);
            System.out.printf("with opening %d ms%n", (System.nanoTime() - begun) / 1_000_000);
            return summary;
        }
    }
}
