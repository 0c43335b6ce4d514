package dev.recto.cli;

import dev.recto.answer.chat.BudgetSpentException;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.NoChatModelException;
import dev.recto.answer.chat.PromptException;
import dev.recto.answer.chat.SchemaTooLargeException;
import dev.recto.answer.chat.UnpricedModelException;
import dev.recto.answer.conversation.ConversationFullException;
import dev.recto.answer.moderation.ModeratedException;
import dev.recto.catalog.CatalogException;
import dev.recto.catalog.HomeHeldException;
import dev.recto.catalog.StorageFailedException;
import dev.recto.embed.EmbeddingException;
import dev.recto.evaluate.EvaluationDataException;
import dev.recto.index.IndexFormatException;
import dev.recto.ingest.BackupException;
import dev.recto.ingest.IndexBrokenException;
import dev.recto.ingest.IndexBuildingException;
import dev.recto.ingest.ModelGoneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what was thrown into a sentence for the user and an exit status; the rest goes into the log file. */
final class Failures {
    /** Causes looked at: a chain may be a ring. */
    private static final int LONGEST_CHAIN = 20;

    private final RectoCommand root;
    private final LogFile log;

    Failures(RectoCommand root, LogFile log) {
        this.root = root;
        this.log = log;
    }

    /** Tells of a failure and returns the exit status that goes with it. */
    int tell(Throwable failure) {
        Output output = root.output();
        if (stopped(failure)) {
            output.error("Stopped. What was reported as done stays; the same command goes on from there.");
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
            logged(output, sentence(wrong), wrong);
            return ExitCode.WRONG_USE;
        }
        switch (failure) {
            case CommandException expected -> {
                output.error(sentence(expected));
                return expected.exitCode();
            }
            case BackupException backup -> output.error(sentence(backup));
            case HomeHeldException held -> output.error(sentence(held));
            case NoChatModelException none -> output.error(sentence(none));
            case ChatFailure model -> output.error(sentence(model));
            case BudgetSpentException spent -> output.error(sentence(spent));
            case SchemaTooLargeException large -> output.error(sentence(large));
            case UnpricedModelException unpriced -> output.error(sentence(unpriced));
            case ModeratedException refused -> output.error(sentence(refused));
            case ConversationFullException full -> output.error(sentence(full));
            case PromptException wrong ->
                output.error("The prompts are wrong, and nothing was started:\n  "
                        + sentence(wrong).replace("\n", "\n  "));
            case EvaluationDataException data -> output.error(sentence(data));
            default ->
                logged(
                        output,
                        chain(failure)
                                .map(Failures::known)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse("Something went wrong inside Recto ("
                                        + failure.getClass().getSimpleName() + ")."),
                        failure);
        }
        return ExitCode.FAILED;
    }

    /** An interrupt shows as itself, or as what it makes of the work that it meets. */
    private static boolean stopped(Throwable failure) {
        return chain(failure)
                .anyMatch(one -> one instanceof InterruptedException
                        || one instanceof CancellationException
                        || one instanceof ClosedByInterruptException);
    }

    private static @Nullable String known(Throwable failure) {
        return switch (failure) {
            case CatalogException broken -> sentence(broken);
            case StorageFailedException disk -> sentence(disk);
            case IndexBrokenException broken -> sentence(broken);
            case IndexBuildingException building -> sentence(building);
            case ModelGoneException gone -> sentence(gone);
            case IndexFormatException old -> sentence(old) + " Run doctor --repair.";
            case EmbeddingException unreachable -> sentence(unreachable);
            case UncheckedIOException disk -> sentence(disk);
            case IOException disk -> sentence(disk);
            case OutOfMemoryError memory -> "There was not enough memory. Start again with RECTO_JAVA_OPTS=-Xmx2g.";
            default -> {
                String message = failure.getMessage();
                yield message != null && message.startsWith("[SQLITE_")
                        ? "The home's database could not be used: " + message
                        : null;
            }
        };
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN);
    }

    private void logged(Output output, String sentence, Throwable failure) {
        String whole = sentence.endsWith(".") ? sentence : sentence + ".";
        String place = log.write(whole, failure);
        output.error(place == null ? whole : whole + " Details: " + place);
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof FileSystemException file) {
            return sentence(file, message);
        }
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException disk) {
            if (disk instanceof FileSystemException file) {
                return sentence(file, message);
            }
            // Without words of its own it repeats its cause, class name and all.
            return message == null || message.equals(disk.toString()) ? sentence(disk) : message;
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String sentence(FileSystemException failure, @Nullable String otherwise) {
        return switch (failure) {
            case NoSuchFileException missing -> "There is no " + missing.getFile() + ".";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied.";
            case FileAlreadyExistsException file -> file.getFile() + " is a file, and a folder is needed there.";
            case NotDirectoryException file -> file.getFile() + " is a file, and a folder is needed there.";
            default -> {
                if (failure.getReason() != null) {
                    yield failure.getFile() + ": " + failure.getReason() + ".";
                }
                yield otherwise == null ? failure.getClass().getSimpleName() : otherwise;
            }
        };
    }
}
