package dev.recto.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C and its like: the first asks the working thread to stop and close what it holds, a second ends the process at once.
 *
 * <p>Signals are handled here, and not by a shutdown hook: hooks run beside each other, and the one of ONNX Runtime closes its
 * environment under models that still work.
 */
public final class StopSignals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final Thread working;
    private final AtomicInteger received = new AtomicInteger();

    private StopSignals(Thread working) {
        this.working = working;
    }

    /** Handles the signals from now on; a signal that whoever started this process has set to be ignored stays ignored. */
    public static StopSignals handle(Thread working) {
        var signals = new StopSignals(working);
        NAMES.forEach(name -> Signals.register(name, signals::receive));
        return signals;
    }

    /** Returns the process's exit status for a command's: what was cut short by a signal ends with 130. */
    public int status(int status) {
        return received.get() > 0 && status != ExitCode.DONE ? ExitCode.INTERRUPTED : status;
    }

    private void receive() {
        if (received.getAndIncrement() == 0) {
            working.interrupt();
        } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
