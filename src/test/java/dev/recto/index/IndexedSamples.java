package dev.recto.index;

import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small documents for the tests of indexing and retrieving. */
public final class IndexedSamples {
    /** The vector field of the samples: three dimensions, so that cosines can be worked out by hand. */
    public static final VectorField FIELD = new VectorField("tiny", 3);

    private IndexedSamples() {}

    /** Returns the facts of a document that everyone sees, named after its id. */
    public static DocumentFacts document(String name) {
        return document(name, Set.of(Caller.EVERYONE), Map.of());
    }

    /** Returns the facts of a document with access labels and metadata. */
    public static DocumentFacts document(String name, Set<String> access, Map<String, String> metadata) {
        DocumentId id = new DocumentId("d_" + ContentHash.of(name).hex().substring(0, 16));
        return new DocumentFacts(id, name, null, access, metadata, ContentHash.of(name));
    }

    /** Returns a passage without vectors; its id follows from document, number and text. */
    public static PassageEntry passage(DocumentFacts document, int number, String text) {
        return passage(document, number, text, List.of());
    }

    /** Returns a passage with a vector in {@link #FIELD}. */
    public static PassageEntry passage(DocumentFacts document, int number, String text, float... vector) {
        return passage(
                document, number, text, List.of(new PassageVector("tiny", vector, List.of(new byte[] {1, 2, 3}))));
    }

    private static PassageEntry passage(DocumentFacts document, int number, String text, List<PassageVector> vectors) {
        TextRange range = new TextRange(10, 10 + text.length());
        Passage passage = new Passage(number, new Span(1, range), text, List.of(), null, null, List.of(range));
        String hash = ContentHash.of(document.id() + "/" + number + "/" + text).hex();
        return new PassageEntry(new PassageId("p_" + hash.substring(0, 24)), passage, PartKind.PAGE, vectors);
    }

    /** Returns a question by words alone that sees everything. */
    public static IndexQuestion words(String text) {
        return new IndexQuestion(text, 0, Map.of(), Caller.owner(), Map.of(), 100);
    }

    /** Returns a question by words and a vector that sees everything. */
    public static IndexQuestion question(String text, float... vector) {
        return new IndexQuestion(text, 0, Map.of("tiny", vector), Caller.owner(), Map.of(), 100);
    }
}
