package dev.recto.answer;

import dev.recto.document.ContentHash;
import dev.recto.document.Part;

/** Gives the parts that were read of a content, so that a citation can be checked and shown. */
@FunctionalInterface
public interface PartSource {
    /**
     * Returns one part.
     *
     * @param number from 1
     * @throws java.io.UncheckedIOException if what was read cannot be loaded
     */
    Part part(ContentHash content, int number);
}
