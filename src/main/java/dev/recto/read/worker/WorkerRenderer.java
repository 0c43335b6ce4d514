package dev.recto.read.worker;

import dev.recto.config.LimitsConfig;
import dev.recto.read.PageImageOutcome;
import dev.recto.read.PageImageOutcome.NotDrawn;
import dev.recto.read.PageImageRequest;
import dev.recto.read.PageRenderer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws pages in a JVM of its own with the limits that reading has, one at a time, so that a page that takes too long or too much memory
 * costs that JVM, not this one, and no page waits for a file that is read. Several threads wait for each other.
 */
public final class WorkerRenderer implements PageRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRenderer.class);

    private final WorkerSeat seat;

    /**
     * Creates a renderer; its worker starts with the first page.
     *
     * @param temporaryRoot a folder for temporary files, made where it is missing; what ended processes left there is deleted
     * @throws UncheckedIOException if the folder cannot be made
     */
    public WorkerRenderer(LimitsConfig limits, Path temporaryRoot) {
        this.seat = new WorkerSeat(limits, temporaryRoot);
    }

    @Override
    public PageImageOutcome draw(PageImageRequest request) throws InterruptedException {
        try {
            return seat.ask(WorkerProtocol.encode(request), new Answers());
        } catch (IOException e) {
            LOG.warn("the drawing worker failed: {}", e.getMessage());
            return new NotDrawn("The drawing process failed on this page.");
        }
    }

    private static final class Answers implements WorkerSeat.Answers<PageImageOutcome> {
        @Override
        public PageImageOutcome read(byte[] frame) throws IOException {
            return WorkerProtocol.imageOutcome(new DataInputStream(new ByteArrayInputStream(frame)));
        }

        @Override
        public PageImageOutcome none(WorkerProcess worker) {
            return new NotDrawn(
                    "Drawing the page took too long or too much memory (limits.read_seconds, limits.read_memory_mb).");
        }
    }

    @Override
    public void close() {
        seat.close();
    }
}
