package dev.recto.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Kills a home's process at every {@link FaultPoint}, at random moments and while it starts, and says what it found afterwards:
 * {@code KillHarness KILLS [SEED]}. Ends with 1 where anything differs from the oracle.
 */
public final class KillHarness {
    private static final int MOST_OPERATIONS = 25;
    private static final int LONGEST_MILLIS = 600;

    private KillHarness() {}

    public static void main(String[] args) throws IOException {
        int kills = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        long begun = System.nanoTime();
        Trial.Result result = run(kills, seed, TrialFolder.make());
        List<Long> ready = result.ready();
        System.out.printf(
                "seed %d: %d operations, %d kills in %d s: %s%n",
                seed,
                result.operations(),
                result.killed(),
                (System.nanoTime() - begun) / 1_000_000_000L,
                result.kills());
        System.out.printf(
                "ready again after p50 %d ms, most %d ms (processor time p50 %d ms, most %d ms);"
                        + " set aside after two kills while read: %d%n",
                ready.get(ready.size() / 2),
                ready.getLast(),
                result.cpu().get(result.cpu().size() / 2),
                result.cpu().getLast(),
                result.setAside().size());
        System.out.println(result.differences().size() + " differences");
        result.differences().forEach(System.out::println);
        System.exit(result.differences().isEmpty() ? 0 : 1);
    }

    /** Kills so often and returns what was found. Of ten kills seven are at named points in turn, two at random moments, one at a start. */
    static Trial.Result run(int kills, long seed, Path folder) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var trial = new Trial(random.nextLong(), folder);
        trial.warmUp();
        FaultPoint[] points = FaultPoint.values();
        int point = random.nextInt(points.length);
        for (int kill = 0; kill < kills; kill++) {
            switch (kill % 10) {
                case 3, 6 -> trial.killAfter(random.nextInt(LONGEST_MILLIS));
                case 9 -> trial.killAtStart(random.nextInt(LONGEST_MILLIS));
                default -> trial.killAt(points[point++ % points.length], 1 + random.nextInt(2), MOST_OPERATIONS);
            }
        }
        trial.calm(MOST_OPERATIONS, MOST_OPERATIONS);
        return trial.result();
    }
}
