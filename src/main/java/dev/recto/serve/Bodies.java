package dev.recto.serve;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads whole bodies, up to a limit. */
public final class Bodies {
    private static final String READ = "recto.body";

    /** Bytes of a body too large that are read and thrown away: who sends all before listening would meet a closed connection, and no refusal. */
    private static final long MOST_DISCARDED = 16 << 20;

    private Bodies() {}

    /**
     * Returns a request's body; the same one when asked again.
     *
     * @param most largest body, in bytes; a larger one is refused, and nothing of it kept
     * @throws ProblemException if it is larger, breaks off, comes too slowly, or is compressed
     */
    public static byte[] read(Context context, int most) {
        byte[] before = context.attribute(READ);
        if (before != null) {
            return before;
        }
        try {
            discardWhereTooLarge(context, most);
            byte[] body = BodyStream.open(context, most).readAllBytes();
            context.attribute(READ, body);
            return body;
        } catch (IOException e) {
            throw BodyStream.brokenOff(e);
        }
    }

    private static void discardWhereTooLarge(Context context, int most) throws IOException {
        long length = context.req().getContentLengthLong();
        boolean waits = context.header("Expect") != null;
        if (length > most && length <= MOST_DISCARDED && !waits) {
            BodyStream.open(context, MOST_DISCARDED).transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Returns whether a request has no body, or its body was read here to its end. */
    static boolean nothingLeft(Context context) {
        boolean none = context.req().getContentLengthLong() <= 0 && context.header("Transfer-Encoding") == null;
        return none || context.attribute(READ) != null;
    }

    /** Returns a request's body as it arrives, or from its beginning where it was read before. */
    static InputStream stream(Context context) throws IOException {
        byte[] before = context.attribute(READ);
        return before == null ? context.req().getInputStream() : new ByteArrayInputStream(before);
    }
}
