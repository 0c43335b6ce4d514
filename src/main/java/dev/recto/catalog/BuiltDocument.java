package dev.recto.catalog;

import dev.recto.document.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * What a document is in one generation.
 *
 * @param document which
 * @param reception of the document that it was built from; a later one outdates this
 * @param outcome how its reading ended, by its name outside
 * @param sentence the outcome's sentence, or null
 * @param mediaType by content, or null
 * @param title its own title, or null
 * @param parts number of parts read
 * @param passages number of passages in the generation
 * @param reader version of the reader that read it
 */
public record BuiltDocument(
        DocumentId document,
        int reception,
        String outcome,
        @Nullable String sentence,
        @Nullable String mediaType,
        @Nullable String title,
        int parts,
        int passages,
        int reader) {}
