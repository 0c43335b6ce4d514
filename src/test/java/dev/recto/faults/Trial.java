package dev.recto.faults;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Seeded random work on one home that is killed again and again, held to an {@link Oracle}. */
final class Trial {
    private static final int MOST_KEYS = 40;
    private static final int MOST_TOGETHER = 4;
    private static final int LOOKED_FOR = 8;
    private static final int FILLER = 300;

    private final RandomGenerator random;
    private final Path folder;
    private final String classPath;
    private final Oracle oracle = new Oracle();
    private final List<String> differences = new ArrayList<>();
    private final List<Long> ready = new ArrayList<>();
    private final List<Long> cpu = new ArrayList<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> setAside = new TreeMap<>();
    private int texts;
    private int operations;

    /** @param folder empty; the home and what its processes say lie in it */
    Trial(long seed, Path folder) throws IOException {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.folder = folder;
        this.classPath = ClassPath.asJars(folder);
    }

    /**
     * What came of it.
     *
     * @param operations done
     * @param kills by where work was; {@code anywhere} for those at a random moment
     * @param ready time from a process's start to its first answer, in ms, sorted
     * @param cpu processor time until then, in ms, sorted
     * @param setAside documents that two kills met while they were read, which are set aside by design
     * @param differences from the oracle, a sentence each
     */
    record Result(
            int operations,
            Map<String, Integer> kills,
            List<Long> ready,
            List<Long> cpu,
            Map<String, Integer> setAside,
            List<String> differences) {
        int killed() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    Result result() {
        var sorted = new ArrayList<>(ready);
        Collections.sort(sorted);
        var sortedCpu = new ArrayList<>(cpu);
        Collections.sort(sortedCpu);
        return new Result(
                operations, Map.copyOf(kills), sorted, sortedCpu, Map.copyOf(setAside), List.copyOf(differences));
    }

    /** Runs a first process to its end, so that later ones start from its archive of classes. */
    void warmUp() throws IOException {
        life(null, process -> work(process, 5), true);
        ready.clear();
        cpu.clear();
    }

    /** Lets a process work until it reaches a point, and kills it there; where it does not, after {@code most} operations. */
    void killAt(FaultPoint point, int nth, int most) throws IOException {
        lifeAt(point, nth, process -> {
            operation(process, point.op);
            work(process, most);
        });
    }

    /** Kills a process so long after it was ready, in ms. */
    void killAfter(long millis) throws IOException {
        life(
                null,
                process -> {
                    process.killAfter(millis);
                    while (true) {
                        work(process, 1);
                    }
                },
                false);
    }

    /** Kills a process while it starts. */
    void killAtStart(long millis) throws IOException {
        HomeProcess process = HomeProcess.start(new HomeProcess.Start(folder, classPath, null, 1));
        process.killAfter(millis);
        try {
            process.awaitReady();
            verify(process);
        } catch (HomeProcess.GoneException killed) {
            // as it should be
        }
        process.kill();
        kills.merge("START", 1, Integer::sum);
    }

    /**
     * What a process uses once nothing waits.
     *
     * @param heap bytes in use after a collection
     * @param files open
     * @param disk bytes of the home but for the catalogue, whose ledger only grows
     * @param catalogue bytes of the catalogue
     */
    record Use(long heap, long files, long disk, long catalogue) {}

    /** Lets a process do so many operations and end by itself, and returns what it used after each so many. */
    List<Use> calm(int most, int every) throws IOException {
        var use = new ArrayList<Use>();
        life(
                null,
                process -> {
                    for (int done = 0; done < most; done += every) {
                        work(process, every);
                        verify(process);
                        List<Long> said =
                                process.tell("use").stream().map(Long::valueOf).toList();
                        use.add(new Use(said.get(0), said.get(1), said.get(2), said.get(3)));
                    }
                },
                true);
        return use;
    }

    /** What is done with a process. */
    private interface Work {
        void with(HomeProcess process) throws IOException, HomeProcess.GoneException;
    }

    private void lifeAt(FaultPoint point, int nth, Work work) throws IOException {
        HomeProcess process = HomeProcess.start(new HomeProcess.Start(folder, classPath, point, nth));
        live(process, work, false);
    }

    private void life(@Nullable FaultPoint point, Work work, boolean ends) throws IOException {
        live(HomeProcess.start(new HomeProcess.Start(folder, classPath, point, 1)), work, ends);
    }

    private void live(HomeProcess process, Work work, boolean ends) throws IOException {
        try {
            ready.add(process.awaitReady());
            cpu.add(process.cpuMillis());
            verify(process);
            work.with(process);
            if (ends) {
                process.close();
                return;
            }
        } catch (HomeProcess.GoneException gone) {
            if (ends) {
                differences.add("ended by itself: " + gone.getMessage());
            }
        }
        process.kill();
        if (process.hung()) {
            differences.add("hung");
        }
        String at = process.at();
        kills.merge(at == null ? "anywhere" : at, 1, Integer::sum);
    }

    private void work(HomeProcess process, int most) throws IOException, HomeProcess.GoneException {
        for (int i = 0; i < most; i++) {
            operation(process, any());
        }
    }

    private FaultPoint.Op any() {
        int dice = random.nextInt(100);
        if (dice < 45) {
            return FaultPoint.Op.PUT;
        }
        if (dice < 65) {
            return FaultPoint.Op.DELETE;
        }
        if (dice < 94) {
            return FaultPoint.Op.ASK;
        }
        return dice < 97 ? FaultPoint.Op.REINDEX : dice < 99 ? FaultPoint.Op.ROLLBACK : FaultPoint.Op.BACKUP;
    }

    private void operation(HomeProcess process, FaultPoint.Op op) throws IOException, HomeProcess.GoneException {
        operations++;
        switch (op) {
            case PUT -> put(process);
            case DELETE -> delete(process);
            case REINDEX -> process.tell("reindex");
            case ROLLBACK -> process.tell("rollback");
            case BACKUP -> process.tell("backup");
            case ASK -> ask(process);
        }
    }

    private void put(HomeProcess process) throws IOException, HomeProcess.GoneException {
        var wanted = new LinkedHashMap<String, @Nullable String>();
        var words = new ArrayList<String>(List.of("put"));
        for (int i = 1 + random.nextInt(MOST_TOGETHER); i > 0; i--) {
            String key = "k" + random.nextInt(MOST_KEYS);
            if (!wanted.containsKey(key)) {
                String text = random.nextInt(8) == 0 && !oracle.held().isEmpty()
                        ? oracle.held().get(oracle.anyKey(random)) // equal bytes under two keys
                        : text();
                wanted.put(key, text);
                words.add(key);
                words.add(String.valueOf(text));
            }
        }
        oracle.begin(wanted);
        process.tell(words.toArray(String[]::new));
        oracle.acknowledged();
    }

    private void delete(HomeProcess process) throws IOException, HomeProcess.GoneException {
        if (oracle.held().isEmpty()) {
            put(process);
        }
        String key = oracle.anyKey(random);
        var wanted = new HashMap<String, @Nullable String>();
        wanted.put(key, null);
        oracle.begin(wanted);
        process.tell("delete", key);
        String word = Oracle.word(String.valueOf(oracle.held().get(key)));
        oracle.acknowledged();
        look(process, word);
    }

    private void ask(HomeProcess process) throws IOException, HomeProcess.GoneException {
        boolean dead = random.nextBoolean();
        List<String> gone = oracle.gone();
        if (dead && !gone.isEmpty()) {
            look(process, gone.get(random.nextInt(gone.size())));
        } else if (!oracle.held().isEmpty()) {
            look(process, Oracle.word(String.valueOf(oracle.held().get(oracle.anyKey(random)))));
        }
    }

    private void look(HomeProcess process, String word) throws IOException, HomeProcess.GoneException {
        String wrong = oracle.wrong(word, process.tell("find", word));
        if (wrong != null) {
            differences.add(wrong);
        }
    }

    /** A word that is this text's own, and after it enough others for one to three passages. */
    private String text() {
        var text = new StringBuilder("w").append(++texts).append("x");
        int words = 20 + random.nextInt(500);
        for (int i = 0; i < words; i++) {
            text.append(i % 12 == 11 ? ". " : " ").append("v").append(random.nextInt(FILLER));
        }
        return text.append('.').toString();
    }

    /** Compares all there is with the oracle, once nothing waits. */
    private void verify(HomeProcess process) throws IOException, HomeProcess.GoneException {
        process.tell("settle");
        Map<String, String[]> rows = new TreeMap<>();
        for (String row : process.tell("rows")) {
            String[] fields = row.split("\\|", -1);
            rows.put(fields[0], fields);
        }
        resolve(rows);
        oracle.settled();
        List<String> away = new ArrayList<>();
        for (var one : oracle.held().entrySet()) {
            String[] row = rows.remove(one.getKey());
            if (row == null) {
                differences.add("lost: " + one.getKey());
            } else if (row[2].equals("FAILED") && row[5].contains("ended the process")) {
                away.add(one.getKey());
            } else if (!hash(one.getValue()).equals(row[1])) {
                differences.add("other bytes: " + one.getKey());
            } else if (!row[2].equals("INDEXED") || !row[3].equals(row[4]) || row[3].equals("0")) {
                differences.add("not indexed: " + String.join("|", row));
            }
        }
        rows.keySet().forEach(key -> differences.add("returned: " + key));
        for (String key : away) {
            setAside.merge(key, 1, Integer::sum);
            var wanted = new HashMap<String, @Nullable String>();
            wanted.put(key, null);
            oracle.begin(wanted);
            process.tell("delete", key);
            oracle.acknowledged();
        }
        process.tell("check").forEach(problem -> differences.add("check: " + problem));
        List<String> gone = oracle.deadOf(oracle.gone());
        for (int i = 0; i < Math.min(LOOKED_FOR, gone.size()); i++) {
            look(process, gone.get(i));
        }
        for (int i = 0; i < Math.min(LOOKED_FOR, oracle.held().size()); i++) {
            look(process, Oracle.word(String.valueOf(oracle.held().get(oracle.anyKey(random)))));
        }
    }

    /** Decides by what is there whether the operation that nobody acknowledged was done: wholly or not at all. */
    private void resolve(Map<String, String[]> rows) {
        Oracle.Pending pending = oracle.pending().orElse(null);
        if (pending == null) {
            return;
        }
        boolean could = true;
        boolean couldNot = true;
        for (var one : pending.texts().entrySet()) {
            String[] row = rows.get(one.getKey());
            String there = row == null ? "" : row[1];
            could &= there.equals(hash(one.getValue()));
            couldNot &= there.equals(hash(oracle.held().get(one.getKey())));
        }
        if (could) {
            oracle.acknowledged();
        } else {
            if (!couldNot) {
                differences.add("half done: " + pending.texts().keySet());
            }
            oracle.undone();
        }
    }

    private static String hash(@Nullable String text) {
        return text == null ? "" : ContentHash.of(text).hex();
    }
}
