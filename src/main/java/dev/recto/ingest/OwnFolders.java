package dev.recto.ingest;

import dev.recto.catalog.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A home's own folders, which are never taken in: {@code index/}, and {@code data/} but for the samples. They are known by the
 * folder itself and not by its path, so also through a symbolic link.
 */
final class OwnFolders {
    private final Path data;
    private final Path index;
    private final Path samples;
    private final Set<Path> met = new HashSet<>();

    OwnFolders(Home home) {
        this.data = home.data();
        this.index = home.index();
        this.samples = home.samples();
    }

    /** Returns whether a folder met on the way is one of them; those above it were asked about before. */
    boolean is(Path folder) {
        if (same(folder, data)) {
            met.add(folder);
        }
        return same(folder, index) || (isIn(folder.getParent()) && !same(folder, samples));
    }

    /** Returns whether what lies directly in {@code folder} is the home's own, but for the samples. */
    boolean isIn(@Nullable Path folder) {
        return folder != null && met.contains(folder);
    }

    /** Returns whether a path lies in one of them, wherever it begins. */
    boolean contains(Path path) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        Path real = parent == null || name == null ? path : parent.toRealPath().resolve(name);
        for (Path at = real; at != null; at = at.getParent()) {
            if (same(at, samples)) {
                return false;
            }
            if (same(at, index) || (same(at, data) && !at.equals(real))) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Path one, Path own) {
        try {
            return Files.exists(own) && Files.exists(one) && Files.isSameFile(one, own);
        } catch (IOException unknown) {
            return one.equals(own);
        }
    }
}
