package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Short runs of {@link KillHarness} and {@link OracleRun}; the long ones are run by hand. */
class KilledHomeIT {
    private static final boolean ALL_PARTS = Boolean.parseBoolean(System.getenv("RECTO_ALL_PARTS"));
    private static final int KILLS = ALL_PARTS ? 60 : 10;
    private static final int OPERATIONS = ALL_PARTS ? 500 : 100;
    private static final long SEED = 20_261_122;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = TrialFolder.make();
    }

    @AfterEach
    void removeFolder() throws IOException {
        Folders.delete(folder);
    }

    @Test
    void kill_atPointsAndAtRandom_losesNothingAcknowledgedAndBringsNothingDeletedBack() throws IOException {
        Trial.Result result = KillHarness.run(KILLS, SEED, folder);

        assertThat(result.differences()).isEmpty();
        assertThat(result.killed()).isEqualTo(KILLS);
        assertThat(result.kills().keySet()).hasSizeGreaterThan(KILLS / 5);
    }

    @Test
    void operations_seededRandom_findWhatTheOracleSays() throws IOException {
        List<Trial.Use> use = new ArrayList<>();

        Trial.Result result = OracleRun.run(OPERATIONS, SEED, folder, use);

        assertThat(result.differences()).isEmpty();
        assertThat(result.operations()).isGreaterThanOrEqualTo(OPERATIONS);
        assertThat(use).isNotEmpty();
    }
}
