package dev.recto.cli;

import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Draws how far an ingest is, with its rate and the time left; on a terminal only. */
final class IngestProgressBar implements IngestListener, AutoCloseable {
    private static final int WIDTH = 100;
    private static final int REDRAW_MILLIS = 250;
    private static final long KILOBYTE = 1_000;

    private final Output output;
    private final Surroundings surroundings;
    private @Nullable ProgressBar bar;

    IngestProgressBar(Output output, Surroundings surroundings) {
        this.output = output;
        this.surroundings = surroundings;
    }

    @Override
    public synchronized void found(IngestProgress progress) {
        if (output.showsProgress() && bar == null && progress.bytes() > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Ingest")
                    .setInitialMax(progress.bytes())
                    .setUnit(" kB", KILOBYTE)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), WIDTH))
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .build();
        }
        progress(progress);
    }

    @Override
    public synchronized void progress(IngestProgress progress) {
        if (bar != null) {
            bar.maxHint(progress.bytes());
            bar.stepTo(progress.bytesDone());
            bar.setExtraMessage(
                    progress.filesDone() + "/" + progress.files() + " files, " + progress.passages() + " passages");
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
