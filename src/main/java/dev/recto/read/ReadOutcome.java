package dev.recto.read;

import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading a file gave. */
public sealed interface ReadOutcome {
    /**
     * The file was read.
     *
     * @param document what it says
     * @param children attachments and archive entries, to be taken in as documents of their own
     * @param gap what could not be read, as a sentence, or null where it was read whole
     */
    record Read(
            SourceDocument document,
            List<Child> children,
            @Nullable String gap) implements ReadOutcome {
        public Read {
            children = List.copyOf(children);
        }
    }

    /**
     * The file gave nothing.
     *
     * @param problem why
     * @param sentence says what happened and what to do
     */
    record NotRead(ReadingProblem problem, String sentence) implements ReadOutcome {}

    /**
     * A file inside the file.
     *
     * @param name its path inside the parent, for people, with {@code /} between folders; never used as a path on disk
     * @param file its bytes, in the request's scratch folder
     */
    record Child(String name, Path file) {}
}
