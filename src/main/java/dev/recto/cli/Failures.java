package dev.recto.cli;

import dev.recto.catalog.CatalogException;
import dev.recto.catalog.HomeHeldException;
import dev.recto.catalog.StorageFailedException;
import dev.recto.embed.EmbeddingException;
import dev.recto.evaluate.EvaluationDataException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns what was thrown into a sentence for the user and an exit status; the rest goes into the log file. */
final class Failures {
    private final RectoCommand root;
    private final LogFile log;

    Failures(RectoCommand root, LogFile log) {
        this.root = root;
        this.log = log;
    }

    /** Tells of a failure and returns the exit status that goes with it. */
    int tell(Throwable failure) {
        Output output = root.output();
        switch (failure) {
            case CommandException expected -> {
                output.error(sentence(expected));
                return expected.exitCode();
            }
            case InterruptedException interrupted -> {
                output.error("Stopped. What was reported as done stays; the same command goes on from there.");
                return ExitCode.INTERRUPTED;
            }
            case HomeHeldException held -> output.error(sentence(held));
            case CatalogException broken -> logged(output, sentence(broken), broken);
            case StorageFailedException disk -> logged(output, sentence(disk), disk);
            case EmbeddingException unreachable -> logged(output, sentence(unreachable), unreachable);
            case EvaluationDataException data -> output.error(sentence(data));
            case UncheckedIOException disk -> logged(output, sentence(disk), disk);
            case IllegalArgumentException wrong
            when wrong.getMessage() != null -> {
                logged(output, sentence(wrong), wrong);
                return ExitCode.WRONG_USE;
            }
            case OutOfMemoryError memory ->
                logged(output, "There was not enough memory. Start again with RECTO_JAVA_OPTS=-Xmx2g.", memory);
            default ->
                logged(
                        output,
                        "Something went wrong inside Recto ("
                                + failure.getClass().getSimpleName() + ").",
                        failure);
        }
        return ExitCode.FAILED;
    }

    private void logged(Output output, String sentence, Throwable failure) {
        String place = log.write(sentence, failure);
        output.error(place == null ? sentence : sentence + " Details: " + place);
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof UncheckedIOException disk) {
            if (disk.getCause() instanceof NoSuchFileException missing) {
                return "There is no " + missing.getFile() + ".";
            }
            if (disk.getCause() instanceof FileSystemException file && file.getReason() != null) {
                return file.getFile() + ": " + file.getReason() + ".";
            }
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
