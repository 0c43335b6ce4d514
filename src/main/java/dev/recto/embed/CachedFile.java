package dev.recto.embed;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that can be made again at any time, and that is either whole or absent, whenever the process ends. */
final class CachedFile {
    private CachedFile() {}

    /** Copies a resource to {@code target} unless a file of its size is there. */
    static void copy(URL resource, Path target) throws IOException {
        URLConnection connection = resource.openConnection();
        if (Files.isRegularFile(target) && Files.size(target) == connection.getContentLengthLong()) {
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "copy", ".tmp");
        try (InputStream bytes = connection.getInputStream()) {
            Files.copy(bytes, draft, StandardCopyOption.REPLACE_EXISTING);
            publish(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Gives a finished draft its name in one step, its bytes on disk before that. */
    static void publish(Path draft, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
