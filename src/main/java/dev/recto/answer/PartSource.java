package dev.recto.answer;

import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import java.util.Collection;
import java.util.Set;

/** Gives what a citation needs: the parts that were read of a content, and whether the document is still there. */
@FunctionalInterface
public interface PartSource {
    /**
     * Returns one part.
     *
     * @param number from 1
     * @throws java.io.UncheckedIOException if what was read cannot be loaded
     */
    Part part(ContentHash content, int number);

    /** Returns those of some documents that were deleted meanwhile: no answer under way may cite them, though it holds their passages. */
    default Set<DocumentId> gone(Collection<DocumentId> documents) {
        return Set.of();
    }
}
