package dev.recto.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events to one client (HTML standard, 9.2). A beat every second finds out that the client is gone or
 * may no longer listen, and then interrupts the thread that makes the events. A client that does not read is cut off after {@link #LONGEST_WRITE}.
 */
public final class EventStream implements AutoCloseable {
    /** How often the client's presence and its right to listen are looked at. */
    static final Duration BEAT = Duration.ofSeconds(1);

    /** Longest time that one write may take: a client that does not read for so long is cut off. Chosen. */
    static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    private static final long IDLE = Long.MIN_VALUE;

    private final OutputStream out;
    private final Supplier<@Nullable Problem> end;
    private final Function<Problem, JsonNode> errors;
    private final String errorName;
    private final Thread maker = Thread.currentThread();
    private final Thread beat;
    private final Thread watch;
    private final Runnable disconnect;
    /** When the write in progress began, in {@link System#nanoTime} units, or {@link #IDLE}. */
    private volatile long writing = IDLE;

    /** Nothing reaches the client any more. */
    private boolean cut;
    /** The maker is done, and must not be interrupted. */
    private boolean closed;

    private EventStream(
            Context context, Supplier<@Nullable Problem> end, Function<Problem, JsonNode> errors, String errorName)
            throws IOException {
        this.out = begun(context);
        var connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        this.disconnect = connection::close;
        this.end = end;
        this.errors = errors;
        this.errorName = errorName;
        this.beat = Thread.ofVirtual().name("event-stream").start(this::beat);
        this.watch = Thread.ofVirtual().name("event-stream-watch").start(this::watch);
    }

    /**
     * Begins to answer with events; from here on an error can only be told as an event.
     *
     * @param end says why the stream must end now, such as a revoked key; null while it may go on
     */
    public static EventStream open(Context context, Supplier<@Nullable Problem> end) throws IOException {
        String requestId = Problems.requestId(context);
        return new EventStream(context, end, problem -> problem.json(requestId), "error");
    }

    /**
     * Begins to answer with events that have no names, as the OpenAI API has them.
     *
     * @param end says why the stream must end now; null while it may go on
     * @param errors gives the data of the event that tells of a problem
     */
    public static EventStream unnamed(
            Context context, Supplier<@Nullable Problem> end, Function<Problem, JsonNode> errors) throws IOException {
        return new EventStream(context, end, errors, "");
    }

    private static OutputStream begun(Context context) throws IOException {
        context.status(200).contentType("text/event-stream; charset=utf-8");
        context.header("X-Accel-Buffering", "no"); // nginx would hold the events back
        OutputStream out = context.res().getOutputStream();
        context.res().flushBuffer();
        return out;
    }

    /** Returns whether a request wants events. */
    public static boolean wanted(Context context) {
        String accept = context.header("Accept");
        return accept != null && accept.contains("text/event-stream");
    }

    /**
     * Sends an event.
     *
     * @param event its name, or empty for none
     * @throws CancellationException if the client is gone or may no longer listen
     */
    public void send(String event, JsonNode data) {
        send(event, Json.write(data));
    }

    /**
     * Sends an event whose data is no JSON.
     *
     * @param data one line
     * @throws CancellationException if the client is gone or may no longer listen
     */
    public void send(String event, String data) {
        write((event.isEmpty() ? "" : "event: " + event + "\n") + "data: " + data + "\n\n");
    }

    /** Sends why the stream ends, as an event; does nothing where nobody listens any more. */
    public void fail(Problem problem) {
        try {
            send(errorName, errors.apply(problem));
        } catch (CancellationException gone) {
            // There is nobody left to tell.
        }
    }

    /** Says that the maker is done: no beat interrupts it from here on, and none that did is left behind. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        beat.interrupt();
        watch.interrupt();
        Thread.interrupted();
    }

    private synchronized void write(String text) {
        if (cut || closed) {
            throw new CancellationException("the stream is over");
        }
        writing = System.nanoTime();
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            cut = true;
            throw new CancellationException("the client is gone");
        } finally {
            writing = IDLE;
        }
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                Problem why = end.get();
                if (why != null) {
                    fail(why);
                    stop();
                    return;
                }
                write(":\n\n");
            }
        } catch (CancellationException gone) {
            stop();
        } catch (InterruptedException done) {
            // The maker has closed the stream.
        }
    }

    /** Never takes the monitor, which whoever writes holds; closing the connection ends the write. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                long begun = writing;
                if (begun != IDLE && System.nanoTime() - begun > LONGEST_WRITE.toNanos()) {
                    disconnect.run();
                    return;
                }
            }
        } catch (InterruptedException done) {
            // The maker has closed the stream.
        }
    }

    private synchronized void stop() {
        cut = true;
        if (!closed) {
            maker.interrupt();
        }
    }
}
