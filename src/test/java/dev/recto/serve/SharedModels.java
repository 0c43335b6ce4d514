package dev.recto.serve;

import dev.recto.catalog.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the built-in models unpack, once for the homes of all tests: each of its own would cost half a second of processor time and the writing of both. */
final class SharedModels {
    private static final Path FOLDER = Path.of("target", "model-cache");

    private SharedModels() {}

    /** Has a home that is not opened yet find what was unpacked; where the system makes no links it unpacks its own. */
    static Home in(Home home) {
        try {
            Files.createDirectories(FOLDER);
            Path cache = Files.createDirectories(home.data()).resolve("cache");
            if (!Files.exists(cache)) {
                Files.createSymbolicLink(cache, FOLDER.toAbsolutePath());
            }
        } catch (IOException | UnsupportedOperationException none) {
            // The home unpacks its own.
        }
        return home;
    }
}
