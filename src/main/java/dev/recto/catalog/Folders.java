package dev.recto.catalog;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Durable steps on folders: what a rename alone does not promise after a power cut. */
public final class Folders {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private Folders() {}

    /**
     * Makes a file's bytes durable.
     *
     * @throws StorageFailedException if the disk refuses
     */
    public static void force(FileChannel channel, Path file) throws IOException {
        try {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageFailedException("The disk could not make " + file + " durable: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the names in a folder durable. Windows cannot open a folder and needs no such step.
     *
     * @throws StorageFailedException if the disk refuses
     */
    public static void sync(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            force(channel, folder);
        }
    }

    /** Makes a folder in {@code parent}, durably; does nothing where it is there. */
    public static void createDurably(Path parent, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(parent);
        }
    }

    /** Makes a folder and whatever is missing above it, each name durably. */
    public static void createAllDurably(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (!Files.isDirectory(folder) && parent != null) {
            createAllDurably(parent);
            Files.createDirectories(folder); // another may have made it meanwhile
            sync(parent);
        }
    }

    /** Removes everything in a folder and makes it where it is missing; links are removed, never followed. */
    public static void empty(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
    }

    /** Removes a folder with everything in it; links are removed, never followed. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
