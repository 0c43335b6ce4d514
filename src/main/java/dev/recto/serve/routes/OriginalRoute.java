package dev.recto.serve.routes;

import dev.recto.catalog.DocumentRow;
import dev.recto.document.ContentHash;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code …/original}: the bytes that were taken in, all of them or the range that is asked for, as a reader of page 391 does. */
public final class OriginalRoute {
    private static final String PATH = "/api/v1/collections/{c}/documents/{d}/original";
    /** A browser that opens an original all the same gives it no origin, no scripts and no forms. */
    private static final String SANDBOX = "sandbox; default-src 'none'";

    private final ServedHome house;
    private final Scope scope;

    public OriginalRoute(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** Adds the route. */
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::send, Role.READ);
    }

    private void send(Context context) throws IOException {
        Parameters.only(context);
        DocumentRow row = scope.document(context, scope.collection(context));
        ContentHash content = Optional.ofNullable(row.content())
                .orElseThrow(() -> Problem.notFound().exception());
        // First of all: it may be gone, and nothing is said of it then.
        try (FileChannel file = FileChannel.open(house.originals().file(content))) {
            String tag = "\"" + content.hex() + "\"";
            Optional<ByteRange> range = range(context, tag, file.size());
            context.header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(row.name()))
                    .header("Content-Security-Policy", SANDBOX)
                    .header("Accept-Ranges", "bytes")
                    .header("ETag", tag)
                    .contentType("application/octet-stream");
            send(context, file, range);
        } catch (NoSuchFileException deletedMeanwhile) {
            throw Problem.notFound().exception();
        }
    }

    /** A range of another version than the one that the client knows is of no use to it (RFC 9110, 13.1.5). */
    private static Optional<ByteRange> range(Context context, String tag, long size) {
        @Nullable String known = context.header("If-Range");
        return known != null && !known.equals(tag) ? Optional.empty() : ByteRange.of(context.header("Range"), size);
    }

    private static void send(Context context, FileChannel file, Optional<ByteRange> wanted) throws IOException {
        long size = file.size();
        ByteRange range = wanted.orElse(new ByteRange(0, size - 1));
        if (wanted.isPresent()) {
            context.header("Content-Range", range.header(size));
            if (!range.satisfiable()) {
                throw Problem.of(416, "range_outside", "The file has " + size + " bytes. Ask for a range within.")
                        .exception();
            }
            context.status(206);
        }
        context.header("Content-Length", Long.toString(range.length()));
        copy(file, range, context);
    }

    /** Straight from the file to the client, however large it is. */
    private static void copy(FileChannel file, ByteRange range, Context context) throws IOException {
        WritableByteChannel out = Channels.newChannel(context.outputStream());
        long sent = 0;
        while (sent < range.length()) {
            long step = file.transferTo(range.first() + sent, range.length() - sent, out);
            if (step <= 0) {
                throw new EOFException("an original became shorter while it was sent");
            }
            sent += step;
        }
    }

    /** RFC 8187: percent-encoded UTF-8. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
