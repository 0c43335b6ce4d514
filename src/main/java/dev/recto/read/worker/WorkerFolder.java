package dev.recto.read.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders for workers' temporary files: made under the process's number, so that the next process knows which of them are left over. */
final class WorkerFolder {
    /** How far the file system's clock and a process's start time, kept in ticks since boot, may differ. Chosen. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFolder.class);

    private WorkerFolder() {}

    /**
     * Makes a folder of this process.
     *
     * @param root where, made where it is missing; what ended processes left there is deleted
     * @throws UncheckedIOException if it cannot be made
     */
    static Path make(Path root) {
        try {
            Files.createDirectories(root);
            deleteLeftovers(root);
            String prefix = "reading-" + ProcessHandle.current().pid() + "-";
            return Files.createTempDirectory(root, prefix).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files in " + root, e);
        }
    }

    /** Deletes what is in a folder of temporary files as far as that is possible. */
    static void empty(Path folder) {
        delete(folder, List.of(folder));
    }

    /** Deletes a folder of temporary files as far as that is possible. */
    static void delete(Path folder) {
        delete(folder, List.of());
    }

    private static void deleteLeftovers(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                String[] name = folder.getFileName().toString().split("-", -1);
                boolean ours = name.length == 3 && name[0].equals("reading") && name[1].matches("[0-9]{1,18}");
                if (ours && isLeft(folder, Long.parseLong(name[1]))) {
                    delete(folder);
                }
            }
        }
    }

    /** A folder older than the process of its number was left by an earlier one: in a container, numbers come again. */
    private static boolean isLeft(Path folder, long pid) throws IOException {
        Optional<ProcessHandle> owner = ProcessHandle.of(pid);
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        return owner.isEmpty()
                || owner.get()
                        .info()
                        .startInstant()
                        .filter(start -> changed.plus(CLOCKS_APART).isBefore(start))
                        .isPresent();
    }

    private static void delete(Path folder, List<Path> except) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!except.contains(path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("temporary files of reading could not be deleted: {}", e.getMessage());
        }
    }
}
