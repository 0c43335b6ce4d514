package dev.recto.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form (RFC 7578) part by part as it arrives; never holds more of it than one buffer. Jetty's parser is pushed on as far as whoever
 * reads a part's content needs.
 */
public final class MultipartReader {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADERS = 8 << 10;
    private static final int LONGEST_BOUNDARY = 70; // RFC 2046, 5.1.1

    private final InputStream body;
    private final byte[] buffer = new byte[BUFFER];
    private final Events events = new Events();
    private final MultiPart.Parser parser;
    private boolean ended;
    private @Nullable PartStream current;

    /**
     * Begins to read.
     *
     * @param contentType the body's, with its boundary
     * @throws ProblemException if it has none
     */
    public MultipartReader(String contentType, InputStream body) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw Problem.badRequest("invalid_form", "The form's Content-Type has no boundary.")
                    .exception();
        }
        this.body = body;
        this.parser = new MultiPart.Parser(boundary, events);
        parser.setPartHeadersMaxLength(LONGEST_HEADERS);
        parser.setMaxParts(-1); // counted by whoever reads
    }

    /**
     * A part.
     *
     * @param name its field
     * @param fileName the file's name as the client says, or null where the part is no file
     * @param content its bytes, readable until the next part is asked for
     */
    public record Part(String name, @Nullable String fileName, InputStream content) {}

    /**
     * Returns the next part, or null after the last. What was not read of the one before is passed over.
     *
     * @throws ProblemException if the form is broken or breaks off
     */
    public @Nullable Part next() throws IOException {
        if (current != null) {
            current.skipRest();
            current = null;
        }
        return switch (event()) {
            case Event.Begin begin -> {
                current = new PartStream();
                if (begin.name() == null) {
                    throw broken();
                }
                yield new Part(begin.name(), begin.fileName(), current);
            }
            case Event.Complete complete -> null;
            case Event.Bytes bytes -> throw new IllegalStateException("content outside a part");
            case Event.End end -> throw new IllegalStateException("an end outside a part");
        };
    }

    private Event event() throws IOException {
        while (events.queue.isEmpty()) {
            if (ended) {
                throw broken();
            }
            int read = body.read(buffer);
            ended = read < 0;
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, Math.max(read, 0)), ended));
            if (events.failed) {
                throw broken();
            }
        }
        return events.queue.remove();
    }

    private static ProblemException broken() {
        return Problem.badRequest(
                        "invalid_form",
                        "The form is not well-formed multipart/form-data, or breaks off. Send it again, whole.")
                .exception();
    }

    private sealed interface Event {
        record Begin(@Nullable String name, @Nullable String fileName) implements Event {}

        record Bytes(ByteBuffer bytes) implements Event {}

        record End() implements Event {}

        record Complete() implements Event {}
    }

    /** Keeps what one buffer gave; all of it is taken before the next one is read. */
    private static final class Events extends MultiPart.AbstractPartsListener {
        private final ArrayDeque<Event> queue = new ArrayDeque<>();
        private boolean failed;

        @Override
        public void onPartHeaders() {
            queue.add(new Event.Begin(getName(), getFileName()));
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (chunk.hasRemaining()) {
                queue.add(new Event.Bytes(chunk.getByteBuffer().slice()));
            }
        }

        @Override
        public void onPartEnd() {
            super.onPartEnd();
            queue.add(new Event.End());
        }

        @Override
        public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {}

        @Override
        public void onComplete() {
            queue.add(new Event.Complete());
        }

        @Override
        public void onFailure(Throwable failure) {
            failed = true;
        }
    }

    private final class PartStream extends InputStream {
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private boolean done;

        @Override
        public int read() throws IOException {
            return fill() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int taken = Math.min(length, bytes.remaining());
            bytes.get(target, offset, taken);
            return taken;
        }

        private boolean fill() throws IOException {
            while (!done && !bytes.hasRemaining()) {
                switch (event()) {
                    case Event.Bytes more -> bytes = more.bytes();
                    case Event.End end -> done = true;
                    case Event.Begin begin -> throw new IllegalStateException("a part within a part");
                    case Event.Complete complete -> throw new IllegalStateException("the form's end within a part");
                }
            }
            return !done;
        }

        private void skipRest() throws IOException {
            while (fill()) {
                bytes.position(bytes.limit());
            }
        }
    }
}
