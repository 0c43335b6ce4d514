package dev.recto.ingest;

import java.io.File;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Paths as text, with {@code /} between folders, in any script.
 *
 * <p>Under a locale without UTF-8 (a bare container's {@code C}), Java shows every foreign letter of a name as U+FFFD, so that
 * different names become equal text. The path's URI still has the true bytes.
 */
final class PathText {
    private static final char UNKNOWN = '\uFFFD';

    private PathText() {}

    /** Returns an absolute path's text. */
    static String of(Path path) {
        String text = path.toString();
        if (text.indexOf(UNKNOWN) < 0 && text.indexOf('?') < 0) {
            return text.replace(File.separatorChar, '/');
        }
        String raw = raw(path);
        String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return decoded.indexOf(UNKNOWN) < 0 ? decoded : raw;
    }

    /** Returns an absolute path's true bytes, those that are no plain letters percent-encoded. */
    static String raw(Path path) {
        String raw = path.toUri().getRawPath();
        return raw.endsWith("/") && raw.length() > 1 ? raw.substring(0, raw.length() - 1) : raw;
    }

    /** Returns the text of {@code file} below {@code folder}, both absolute. */
    static String below(Path folder, Path file) {
        String prefix = of(folder);
        return of(file).substring(prefix.endsWith("/") ? prefix.length() : prefix.length() + 1);
    }

    /** Returns the last name in a text with {@code /}. */
    static String name(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Returns what stands before the last name in a text with {@code /}; empty where nothing does. */
    static String folder(String text) {
        return text.substring(0, Math.max(0, text.lastIndexOf('/')));
    }
}
