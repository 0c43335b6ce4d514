package dev.recto.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A request's body as it arrives, up to a limit. What is wrong with it is thrown as a {@link ProblemException}, so that an
 * {@code IOException} met while it is stored is the disk's.
 */
public final class BodyStream extends InputStream {
    /** Who sends more slowly than this, after a while, holds a place that others need. Chosen: a modem's pace. */
    private static final long SLOWEST_BYTES_A_SECOND = 500;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final InputStream in;
    private final long most;
    private final long begun = System.nanoTime();
    private long count;

    private BodyStream(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /**
     * Opens a request's body. The connection ends with the response where the body was refused, since the rest of it is never read.
     *
     * @param most largest body, in bytes
     * @throws ProblemException if it says that it is larger, or that it is compressed
     */
    public static BodyStream open(Context context, long most) throws IOException {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw Problem.of(415, "unsupported_content_encoding", "Send the body as it is, without Content-Encoding.")
                    .exception();
        }
        if (context.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        return new BodyStream(Bodies.stream(context), most);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw brokenOff(e);
        }
        count += Math.max(read, 0);
        if (count > most) {
            throw tooLarge(most);
        }
        long nanos = System.nanoTime() - begun;
        if (nanos > PATIENCE_NANOS && count < TimeUnit.NANOSECONDS.toSeconds(nanos) * SLOWEST_BYTES_A_SECOND) {
            throw Problem.of(408, "timeout", "The body arrives too slowly. Send it again, faster.")
                    .exception();
        }
        return read;
    }

    private static ProblemException tooLarge(long most) {
        return Problem.of(413, "too_large", "The body is larger than " + most + " bytes. Send less at once.")
                .exception();
    }

    /** Returns what is told where the rest of a body does not come. */
    static ProblemException brokenOff(IOException failure) {
        boolean late = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(TimeoutException.class::isInstance);
        return late
                ? Problem.of(408, "timeout", "The rest of the body did not arrive. Send it again, whole.")
                        .exception()
                : Problem.badRequest("incomplete_body", "The body broke off. Send it again, whole.")
                        .exception();
    }
}
