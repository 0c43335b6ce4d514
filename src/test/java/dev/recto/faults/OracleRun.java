package dev.recto.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Does seeded random operations (take in, change, delete, ask, re-index; a kill now and then) and holds each to an {@link Oracle}:
 * {@code OracleRun OPERATIONS [SEED]}. Ends with 1 where anything differs.
 */
public final class OracleRun {
    private static final int LIFE = 2_000;
    private static final int EVERY = 500;
    private static final int KILLS = 3;
    private static final int MOST_OPERATIONS = 20;

    private OracleRun() {}

    public static void main(String[] args) throws IOException {
        int operations = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        long begun = System.nanoTime();
        var use = new ArrayList<Trial.Use>();
        Trial.Result result = run(operations, seed, TrialFolder.make(), use);
        System.out.printf(
                "seed %d: %d operations, %d kills in %d s%n",
                seed, result.operations(), result.killed(), (System.nanoTime() - begun) / 1_000_000_000L);
        use.forEach(one -> System.out.printf(
                "heap %.1f MB, %d open files, %.1f MB on disk, %.1f MB of catalogue%n",
                one.heap() / 1e6, one.files(), one.disk() / 1e6, one.catalogue() / 1e6));
        System.out.println(result.differences().size() + " differences");
        result.differences().forEach(System.out::println);
        System.exit(result.differences().isEmpty() ? 0 : 1);
    }

    /** Does at least so many operations and returns what was found; adds what the processes used to {@code use}. */
    static Trial.Result run(int operations, long seed, Path folder, List<Trial.Use> use) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var trial = new Trial(random.nextLong(), folder);
        trial.warmUp();
        FaultPoint[] points = FaultPoint.values();
        while (trial.result().operations() < operations) {
            int life = Math.min(LIFE, operations - trial.result().operations());
            use.addAll(trial.calm(life, Math.min(EVERY, life)));
            for (int kill = 0; kill < KILLS; kill++) {
                trial.killAt(points[random.nextInt(points.length)], 1 + random.nextInt(3), MOST_OPERATIONS);
            }
        }
        trial.calm(1, 1);
        return trial.result();
    }
}
