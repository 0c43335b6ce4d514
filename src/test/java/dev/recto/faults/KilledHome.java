package dev.recto.faults;

import dev.recto.catalog.DocumentRow;
import dev.recto.config.EmbeddingConfig;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedders;
import dev.recto.index.PassageIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A home in a process of its own that does what it is told line by line, until it is killed: {@code KilledHome HOME POINT NTH [ENGLISH]},
 * with stand-ins for models, or with local encoders: the built-in ones, or that of the folder for English where it is not {@code -}.
 * At the n-th time that work reaches the point it says {@code at} and the thread stands still. {@code -} is no point.
 */
public final class KilledHome {
    private static final String TAB = "\t";
    private final PrintStream out;
    private final FaultHome home;

    private KilledHome(PrintStream out, FaultHome home) {
        this.out = out;
        this.home = home;
    }

    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        FaultPoint point = args[1].equals("-") ? null : FaultPoint.valueOf(args[1]);
        var points = new Standing(out, point, new AtomicInteger(Integer.parseInt(args[2])));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path root = Path.of(args[0]);
        try (FaultHome.Models models = args.length > 3 ? encoders(root, args[3]) : FaultHome.Models.standIns();
                var home = new FaultHome(root, points, models, failure -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(70);
                })) {
            home.find("ready");
            out.println("ready");
            var killed = new KilledHome(out, home);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                killed.answer(line);
            }
        }
    }

    private static FaultHome.Models encoders(Path root, String english) {
        Embedder configured = encoders(root, english.equals("-") ? null : Path.of(english));
        return new FaultHome.Models(configured, english.equals("-") ? configured : encoders(root, (Path) null));
    }

    private static Embedder encoders(Path root, @Nullable Path english) {
        var config = new EmbeddingConfig(EmbeddingConfig.Provider.LOCAL, null, null, null, 0, 64, 60, 0, english, null);
        return new LoggedEmbedder(
                Embedders.open(config, root.resolveSibling("models")), root.resolveSibling("embedded"));
    }

    /** Says where work is and never lets it go on. */
    private record Standing(PrintStream out, @Nullable FaultPoint point, AtomicInteger left) implements FaultPoints {
        @Override
        public void reached(FaultPoint reached) {
            if (reached == point && left.decrementAndGet() == 0) {
                out.println("at" + TAB + reached);
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }

    private void answer(String line) throws InterruptedException {
        String[] words = line.split(TAB, -1);
        try {
            out.println("ok" + TAB + does(words));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            out.println("failed" + TAB + e);
        }
    }

    private String does(String[] words) throws IOException, InterruptedException {
        switch (words[0]) {
            case "put" -> home.put(texts(words));
            case "delete" -> home.delete(words[1]);
            case "reindex" -> home.reindex();
            case "rollback" -> home.rollBack();
            case "backup" -> home.backUp();
            case "settle" -> home.settle();
            case "find" -> {
                return String.join(TAB, home.find(words[1]));
            }
            case "ask" -> {
                return String.join(TAB, home.ask(words[1]));
            }
            case "rows" -> {
                return String.join(TAB, home.rows().stream().map(this::row).toList());
            }
            case "check" -> {
                return String.join(TAB, home.consistency.check(List.of(home.collection)));
            }
            case "generation" -> {
                return String.valueOf(home.catalog
                        .generations()
                        .live(home.collection.id())
                        .orElseThrow()
                        .number());
            }
            case "use" -> {
                return use();
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "";
    }

    private static Map<String, String> texts(String[] words) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 1; i < words.length; i += 2) {
            texts.put(words[i], words[i + 1]);
        }
        return texts;
    }

    /** Returns a document's key, content, state, passages in the catalogue and in the index. */
    private String row(DocumentRow row) {
        try (PassageIndex.Snapshot snapshot = home.indexes.live(home.collection).snapshot()) {
            String content = row.content() == null ? "-" : row.content().hex();
            return String.join(
                    "|",
                    row.key(),
                    content,
                    row.state().name(),
                    Integer.toString(row.passages()),
                    Integer.toString(snapshot.count(row.id())),
                    String.valueOf(row.sentence()));
        }
    }

    /** Returns bytes of heap in use, open files, bytes on disk but for the catalogue, bytes of the catalogue. */
    private String use() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long open;
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            open = files.count();
        }
        long disk = 0;
        long rows = 0;
        try (Stream<Path> files = Files.walk(home.home.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean catalogue = file.getFileName().toString().startsWith("catalog.db");
                rows += catalogue ? Files.size(file) : 0;
                disk += catalogue ? 0 : Files.size(file);
            }
        }
        return (runtime.totalMemory() - runtime.freeMemory()) + TAB + open + TAB + disk + TAB + rows;
    }
}
