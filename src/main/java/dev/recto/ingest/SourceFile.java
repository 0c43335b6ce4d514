package dev.recto.ingest;

import dev.recto.catalog.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file that was found.
 *
 * @param file absolute
 * @param root the given folder it was found in, or the folder of a file that was given itself; absolute
 * @param source {@code file} as text
 * @param path its path below {@code root} with {@code /}
 * @param stat as found
 */
public record SourceFile(Path file, Path root, String source, String path, FileStat stat) {
    static SourceFile of(Path file, Path root, BasicFileAttributes attributes) {
        return new SourceFile(file, root, PathText.of(file), PathText.below(root, file), stat(attributes));
    }

    /** Returns the file's stat now. */
    FileStat statNow() throws IOException {
        return stat(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileStat stat(BasicFileAttributes attributes) {
        return new FileStat(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                Objects.toString(attributes.fileKey(), ""));
    }
}
