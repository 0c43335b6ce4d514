package dev.recto.serve;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole bodies, up to a limit. */
public final class Bodies {
    private static final String READ = "recto.body";

    private Bodies() {}

    /**
     * Returns a request's body; the same one when asked again.
     *
     * @param most largest body, in bytes; a larger one is refused before it is read whole
     * @throws ProblemException if it is larger or breaks off
     */
    public static byte[] read(Context context, int most) {
        byte[] before = context.attribute(READ);
        if (before != null) {
            return before;
        }
        if (context.req().getContentLengthLong() > most) {
            throw tooLarge(most).exception();
        }
        try (InputStream in = context.req().getInputStream()) {
            byte[] body = in.readNBytes(most);
            if (body.length == most && in.read() >= 0) {
                throw tooLarge(most).exception();
            }
            context.attribute(READ, body);
            return body;
        } catch (IOException e) {
            throw Problem.badRequest("incomplete_body", "The body broke off. Send it again, whole.")
                    .exception();
        }
    }

    /** Returns a request's body as it arrives, or from its beginning where it was read before. */
    static InputStream stream(Context context) throws IOException {
        byte[] before = context.attribute(READ);
        return before == null ? context.req().getInputStream() : new ByteArrayInputStream(before);
    }

    private static Problem tooLarge(int most) {
        return Problem.of(413, "too_large", "The body is larger than " + most + " bytes. Send less.");
    }
}
