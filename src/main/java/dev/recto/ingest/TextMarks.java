package dev.recto.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hashes of short stretches of a text, by which it can be looked for in files without being kept: a rolling hash (Karp and Rabin,
 * "Efficient randomized pattern-matching algorithms", 1987) modulo 2<sup>64</sup> over stretches of {@value #WINDOW} bytes.
 */
final class TextMarks {
    /** Bytes of a stretch: some words in English, a sentence in Chinese. Chosen. */
    static final int WINDOW = 48;

    private static final int MOST = 32;
    /** An odd number with well-mixed bits: the golden ratio's, as in Knuth's multiplicative hashing. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private static final long LEAVING = power();
    private static final int BUFFER = 1 << 16;

    private TextMarks() {}

    /** Returns hashes of the middle stretches of some of the texts, spread over all of them; those too short have none. */
    static long[] of(List<String> texts) {
        List<byte[]> whole = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .filter(bytes -> bytes.length >= WINDOW)
                .toList();
        int count = Math.min(MOST, whole.size());
        var marks = new long[count];
        for (int i = 0; i < count; i++) {
            byte[] bytes = whole.get((int) ((long) i * whole.size() / count));
            marks[i] = hash(bytes, (bytes.length - WINDOW) / 2);
        }
        return marks;
    }

    /** Returns which of the hashes are those of a stretch of a file; none where the file is gone. */
    static Set<Long> in(Path file, Set<Long> marks) throws IOException {
        long[] sorted = marks.stream().mapToLong(Long::longValue).sorted().toArray();
        var found = new HashSet<Long>();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var window = new byte[WINDOW];
            var buffer = new byte[BUFFER];
            long hash = 0;
            long position = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    int place = (int) (position++ % WINDOW);
                    hash = hash * BASE + (buffer[i] + 1) - LEAVING * leaving(window[place], position);
                    window[place] = buffer[i];
                    if (position >= WINDOW && Arrays.binarySearch(sorted, hash) >= 0) {
                        found.add(hash);
                    }
                }
            }
        } catch (NoSuchFileException removedMeanwhile) {
            return Set.of();
        }
        return found;
    }

    /** The window is empty before it was filled once. */
    private static long leaving(byte old, long position) {
        return position > WINDOW ? old + 1 : 0;
    }

    private static long hash(byte[] bytes, int from) {
        long hash = 0;
        for (int i = from; i < from + WINDOW; i++) {
            hash = hash * BASE + (bytes[i] + 1);
        }
        return hash;
    }

    private static long power() {
        long power = 1;
        for (int i = 0; i < WINDOW; i++) {
            power *= BASE;
        }
        return power;
    }
}
