package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeKeyTest {
    private static final int THREADS = 4;

    @Test
    void of_severalThreadsNeedTheFirstKey_isOnePairThatChecksWhatItSigns(@TempDir Path folder) throws Exception {
        byte[] receipt = "a receipt".getBytes(StandardCharsets.UTF_8);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < 20; i++) {
                Home home = new Home(folder.resolve("home-" + i)).create();
                var together = new CyclicBarrier(THREADS);
                List<Future<HomeKey>> made = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    made.add(threads.submit(() -> {
                        together.await();
                        return HomeKey.of(home);
                    }));
                }
                HomeKey kept = made.getFirst().get();
                for (Future<HomeKey> one : made) {
                    assertThat(one.get().publicKey()).isEqualTo(kept.publicKey());
                    assertThat(HomeKey.signed(
                                    kept.publicKey(), receipt, one.get().sign(receipt)))
                            .isTrue();
                }
            }
        }
    }
}
