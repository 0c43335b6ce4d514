package dev.recto.ingest;

import dev.recto.catalog.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The pictures of pages that are kept: which there are, and which of them a crash or a disk left unfinished. */
final class KeptImages {
    static final String FOLDER = "images";
    /** The first bytes of every PNG (ISO/IEC 15948, 5.2). */
    private static final byte[] FIRST = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** The type of the chunk that ends every PNG (11.2.5); four bytes of check follow. */
    private static final byte[] LAST = "IEND".getBytes(StandardCharsets.US_ASCII);

    private static final int CHECK_BYTES = 4;

    private final Home home;

    KeptImages(Home home) {
        this.home = home;
    }

    /** Returns the files. */
    List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        if (!Files.isDirectory(home.read())) {
            return files;
        }
        try (Stream<Path> contents = Files.list(home.read())) {
            for (Path content : contents.toList()) {
                Path images = content.resolve(FOLDER);
                if (Files.isDirectory(images)) {
                    try (Stream<Path> kept = Files.list(images)) {
                        kept.forEach(files::add);
                    }
                }
            }
        }
        return files;
    }

    /** Returns those that are no whole PNG, by their first and last bytes. */
    List<Path> damaged() {
        try {
            var damaged = new ArrayList<Path>();
            for (Path file : files()) {
                if (!whole(file)) {
                    damaged.add(file);
                }
            }
            return damaged;
        } catch (IOException e) {
            throw new UncheckedIOException("The pictures of pages cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static boolean whole(Path file) throws IOException {
        var first = new byte[FIRST.length];
        var last = new byte[LAST.length];
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            long end = bytes.length() - CHECK_BYTES - LAST.length;
            if (end < FIRST.length) {
                return false;
            }
            bytes.readFully(first);
            bytes.seek(end);
            bytes.readFully(last);
        }
        return Arrays.equals(first, FIRST) && Arrays.equals(last, LAST);
    }
}
