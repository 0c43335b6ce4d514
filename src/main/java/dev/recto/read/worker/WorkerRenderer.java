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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws pages in a JVM of its own with the limits that reading has, one at a time, so that a page that takes too long or too much memory
 * costs that JVM, not this one, and no page waits for a file that is read. Several threads wait for each other.
 */
public final class WorkerRenderer implements PageRenderer {
    /** Pictures that one worker draws. */
    private static final int PICTURES_A_WORKER = 300;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRenderer.class);

    private final LimitsConfig limits;
    private final Path temporary;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable WorkerProcess worker;
    private boolean closed;

    /**
     * Creates a renderer; its worker starts with the first page.
     *
     * @param temporaryRoot a folder for temporary files; what is left there by ended processes a {@link WorkerReader} deletes
     */
    public WorkerRenderer(LimitsConfig limits, Path temporaryRoot) {
        this.limits = limits;
        try {
            Files.createDirectories(temporaryRoot);
            this.temporary = Files.createTempDirectory(
                            temporaryRoot, "reading-" + ProcessHandle.current().pid() + "-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files in " + temporaryRoot, e);
        }
    }

    @Override
    public PageImageOutcome draw(PageImageRequest request) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the renderer is closed");
            }
            return drawLocked(request);
        } finally {
            lock.unlock();
        }
    }

    private PageImageOutcome drawLocked(PageImageRequest request) throws InterruptedException {
        boolean answered = false;
        try {
            WorkerProcess running = running();
            running.send(WorkerProtocol.encode(request));
            byte[] frame = running.await(limits.readSeconds());
            if (frame == null) {
                return new NotDrawn(
                        "Drawing the page took too long or too much memory (limits.read_seconds, limits.read_memory_mb).");
            }
            PageImageOutcome outcome =
                    WorkerProtocol.imageOutcome(new DataInputStream(new ByteArrayInputStream(frame)));
            answered = true;
            return outcome;
        } catch (IOException e) {
            LOG.warn("the drawing worker failed: {}", e.getMessage());
            return new NotDrawn("The drawing process failed on this page.");
        } finally {
            if (!answered) {
                stop();
            }
        }
    }

    private WorkerProcess running() throws IOException {
        WorkerProcess running = worker;
        if (running != null && (!running.isAlive() || running.served() >= PICTURES_A_WORKER)) {
            stop();
            running = null;
        }
        if (running == null) {
            running = WorkerProcess.start(limits, temporary);
            worker = running;
        }
        return running;
    }

    private void stop() {
        WorkerProcess running = worker;
        worker = null;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stop();
            WorkerReader.delete(temporary);
        } finally {
            lock.unlock();
        }
    }
}
