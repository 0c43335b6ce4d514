package dev.recto.ingest;

import dev.recto.catalog.Home;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through paths for files.
 *
 * <p>Files and folders whose name begins with a dot are left out without a word, unless they are given themselves, and so are the
 * home's own folders. Symbolic links are never followed: they may lead out of the folder, or around in it. Each gives a line, and so
 * does everything that is no plain file.
 */
public final class FolderScan {
    private final OwnFolders own;
    private final Map<String, SourceFile> files = new LinkedHashMap<>();
    private final Set<String> listed = new HashSet<>();
    private final Set<String> passedOver = new HashSet<>();
    private final List<IngestSummary.Line> refused = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    private FolderScan(Home home) {
        this.own = new OwnFolders(home);
    }

    /**
     * What was found.
     *
     * @param files by path, each once
     * @param refused a line for each path that is no file to read
     * @param missing given paths that do not exist
     * @param folders given paths that are folders, absolute
     * @param seen what was met in them
     */
    public record Found(
            List<SourceFile> files,
            List<IngestSummary.Line> refused,
            List<Path> missing,
            List<Path> folders,
            ScannedSources seen) {}

    /**
     * Looks through files and folders.
     *
     * @param home whose own folders are left out wherever they are met
     */
    public static Found scan(List<Path> paths, Home home) {
        var scan = new FolderScan(home);
        paths.forEach(scan::add);
        List<SourceFile> files = scan.files.values().stream()
                .sorted(Comparator.comparing(SourceFile::source))
                .toList();
        var seen = new ScannedSources(Set.copyOf(scan.files.keySet()), scan.listed, scan.passedOver);
        return new Found(files, scan.refused, scan.missing, scan.folders, seen);
    }

    private void add(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (own.contains(path)) {
                refuse(given.toString(), "It belongs to Recto's own home, which is not taken in.");
            } else if (attributes.isDirectory()) {
                folders.add(path);
                Files.walkFileTree(path, new Visitor(path));
            } else {
                Path parent = path.getParent();
                take(path, parent == null ? path : parent, attributes);
            }
        } catch (NoSuchFileException e) {
            missing.add(given);
            refuse(given.toString(), "There is no such file or folder.");
        } catch (IOException e) {
            refuse(given.toString(), "It cannot be looked at: " + why(e));
        }
    }

    private void take(Path file, Path root, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            passOver(file);
        }
        if (attributes.isSymbolicLink()) {
            refuse(PathText.of(file), "It is a symbolic link, which is not followed. Give the path that it points to.");
        } else if (!attributes.isRegularFile()) {
            refuse(PathText.of(file), "It is no plain file.");
        } else {
            SourceFile found = SourceFile.of(file, root, attributes);
            files.putIfAbsent(found.source(), found);
        }
    }

    private void passOver(Path path) {
        passedOver.add(PathText.of(path));
        passedOver.add(PathText.raw(path)); // as it begins the names of files in it that are not valid UTF-8
    }

    private void refuse(String path, String sentence) {
        refused.add(new IngestSummary.Line(path, "FAILED", sentence));
    }

    /** Returns an I/O failure as a person would say it; Java's own message is often the path alone. */
    static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied.";
            case NoSuchFileException gone -> "it is no longer there.";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() + "." : failure.getMessage();
        };
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (own.is(folder) || (!folder.equals(root) && hidden(folder))) {
                passOver(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (hidden(file) || own.isIn(file.getParent())) {
                passOver(file);
            } else {
                take(file, root, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            passOver(file);
            refuse(PathText.of(file), "It cannot be looked at: " + why(failure));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (failure == null) {
                listed.add(PathText.of(folder));
            } else {
                passOver(folder);
                refuse(PathText.of(folder), "It cannot be looked through to its end: " + why(failure));
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean hidden(Path path) {
            Path name = path.getFileName();
            return name != null && name.toString().startsWith(".");
        }
    }
}
