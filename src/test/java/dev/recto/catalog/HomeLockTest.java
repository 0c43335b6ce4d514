package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @Test
    void acquire_heldHome_isRefusedAndNamesTheHolder(@TempDir Path root) {
        var home = new Home(root);
        try (HomeLock lock = HomeLock.acquire(home)) {
            lock.publish("http://127.0.0.1:7878", "secret");

            assertThatThrownBy(() -> HomeLock.acquire(home))
                    .isInstanceOf(HomeHeldException.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
                    .hasMessageContaining("http://127.0.0.1:7878")
                    .hasMessageNotContaining("secret");
            HomeHolder holder = HomeLock.holder(home);
            assertThat(holder).isNotNull();
            assertThat(holder.token()).isEqualTo("secret");
        }
        assertThat(HomeLock.holder(home)).isNull();
        HomeLock.acquire(home).close();
    }

    @Test
    void acquire_inAnotherProcess_isRefusedUntilThatOneDies(@TempDir Path root) throws Exception {
        var home = new Home(root);
        Process other = holding(root);
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> HomeLock.acquire(home))
                    .isInstanceOf(HomeHeldException.class)
                    .hasMessageContaining("Process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        HomeLock.acquire(home).close();
    }

    @Test
    void acquire_askedAgainByTheHolder_keepsItFromOtherProcesses(@TempDir Path root) throws Exception {
        var home = new Home(root);
        try (HomeLock lock = HomeLock.acquire(home)) {
            lock.publish("http://127.0.0.1:7878", null);
            assertThatThrownBy(() -> HomeLock.acquire(home)).isInstanceOf(HomeHeldException.class);
            assertThat(HomeLock.holder(home)).isNotNull();

            Process other = holding(root);
            try {
                assertThat(other.inputReader().readLine()).isNull(); // it ended without the home
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    private static Process holding(Path root) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holding.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Another process that holds a home until it is killed. */
    static final class Holding {
        public static void main(String[] args) throws IOException {
            HomeLock.acquire(new Home(Path.of(args[0])));
            System.out.println("held");
            System.out.flush();
            System.in.read();
        }
    }
}
