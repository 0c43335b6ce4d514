package dev.recto.serve.routes;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for with {@code Range} (RFC 9110, 14.1.2).
 *
 * @param first first byte, from 0
 * @param last last byte, itself included; before {@code first} where nothing of the file was asked for
 */
record ByteRange(long first, long last) {
    /** Nothing of the file: to be refused with 416. */
    static final ByteRange OUTSIDE = new ByteRange(0, -1);

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Returns what is asked for.
     *
     * @param header the header {@code Range}, or null
     * @param size of the file, in bytes
     * @return empty where all of the file is to be sent: no range, several ranges, or one that says nothing, all of which a server may answer so
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        var parts = ONE.matcher(header == null ? "" : header.strip());
        if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (parts.group(1).isEmpty()) {
            long wanted = Long.parseLong(parts.group(2));
            return Optional.of(
                    wanted == 0 || size == 0 ? OUTSIDE : new ByteRange(Math.max(0, size - wanted), size - 1));
        }
        long first = Long.parseLong(parts.group(1));
        long last = parts.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(parts.group(2)));
        if (!parts.group(2).isEmpty() && Long.parseLong(parts.group(2)) < first) {
            return Optional.empty();
        }
        return Optional.of(first >= size ? OUTSIDE : new ByteRange(first, last));
    }

    /** Returns whether there is a byte to send. */
    boolean satisfiable() {
        return last >= first;
    }

    /** Returns how many bytes it has. */
    long length() {
        return last - first + 1;
    }

    /** Returns the header {@code Content-Range}. */
    String header(long size) {
        return "bytes " + (satisfiable() ? first + "-" + last : "*") + "/" + size;
    }
}
