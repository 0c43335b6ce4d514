package dev.recto.read;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.Part;
import dev.recto.document.SourceDocument;
import dev.recto.read.worker.WorkerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads every file below some folders through the worker and prints outcomes, the slowest files, the heap of this process, and whether
 * a canary string turned up in any text. Children are read too, as far as the limits allow.
 *
 * <p>{@code TortureRun [--show] FOLDER… [--canary WORD]}; {@code --show} prints what was read.
 */
public final class TortureRun {
    private final LimitsConfig limits = LimitsConfig.DEFAULT;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<Timing> timings = new ArrayList<>();
    private final boolean show;
    private final String canary;
    private int canaries;
    private int children;

    private record Timing(String file, String outcome, long millis) {}

    private TortureRun(boolean show, String canary) {
        this.show = show;
        this.canary = canary;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> list = new ArrayList<>(List.of(arguments));
        boolean show = list.remove("--show");
        int at = list.indexOf("--canary");
        String canary = at < 0 ? "" : list.remove(at + 1);
        list.remove("--canary");
        new TortureRun(show, canary).run(list);
    }

    private void run(List<String> folders) throws Exception {
        long before = heap();
        Path temporary = Files.createTempDirectory("torture");
        long start = System.nanoTime();
        try (var reader = new WorkerReader(limits, temporary)) {
            for (String folder : folders) {
                try (Stream<Path> files = Files.walk(Path.of(folder))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        read(reader, file, file.getFileName().toString(), temporary, 0);
                    }
                }
            }
        }
        System.out.println("outcomes: " + outcomes + ", children read: " + children);
        System.out.println("seconds: " + (System.nanoTime() - start) / 1_000_000_000);
        System.out.println("heap before/after, MiB: " + before + " / " + heap());
        System.out.println("texts with the canary: " + (canary.isEmpty() ? "not looked for" : canaries));
        timings.stream()
                .sorted(Comparator.comparing(Timing::millis).reversed())
                .limit(15)
                .forEach(System.out::println);
        delete(temporary);
    }

    private void read(DocumentReader reader, Path file, String name, Path temporary, int depth) throws Exception {
        Path scratch = Files.createTempDirectory(temporary, "scratch");
        long start = System.nanoTime();
        ReadOutcome outcome = reader.read(new ReadRequest(file, name, scratch));
        long millis = (System.nanoTime() - start) / 1_000_000;
        String shown =
                switch (outcome) {
                    case ReadOutcome.NotRead notRead -> notRead.problem() + " " + notRead.sentence();
                    case ReadOutcome.Read read -> (read.gap() == null ? "OK" : "PARTIAL " + read.gap());
                };
        String key = shown.split(" ", 2)[0];
        outcomes.merge(depth == 0 ? key : "child:" + key, 1, Integer::sum);
        timings.add(new Timing(name, key, millis));
        System.out.printf("%6d ms  %s%s  %s%n", millis, "  ".repeat(depth), name, shown);
        if (outcome instanceof ReadOutcome.Read read) {
            look(read.document());
            for (ReadOutcome.Child child : read.children().stream().limit(20).toList()) {
                children++;
                if (depth < limits.childDepth()) {
                    read(reader, child.file(), child.name(), temporary, depth + 1);
                }
            }
        }
        delete(scratch);
    }

    private void look(SourceDocument document) {
        if (!canary.isEmpty() && document.toString().contains(canary)) {
            canaries++;
        }
        if (!show) {
            return;
        }
        System.out.println("== " + document.mediaType() + " | " + document.title() + " | " + document.properties());
        for (Part part : document.parts()) {
            System.out.println("-- " + part.number() + " " + part.kind() + " " + part.label());
            for (Block block : part.blocks()) {
                System.out.println("[" + block.kind() + (block.level() > 0 ? " " + block.level() : "")
                        + (block.label() == null ? "" : " @" + block.label())
                        + (block.header() == null ? "" : " {" + block.header().replace('\t', '|') + "}") + "] "
                        + block.range().of(part.text()).replace("\t", " | ").replace("\n", "⏎"));
            }
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
