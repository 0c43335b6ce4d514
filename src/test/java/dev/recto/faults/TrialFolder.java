package dev.recto.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the homes of trials lie: in memory where the system has such a folder. What a killed process wrote is the system's either way;
 * only a power cut tells memory from disk, and no trial cuts the power.
 */
final class TrialFolder {
    private static final Path MEMORY = Path.of("/dev/shm");

    private TrialFolder() {}

    /** Makes a new folder. */
    static Path make() throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "recto-trial")
                : Files.createTempDirectory("recto-trial");
    }
}
