package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as the catalogue has it.
 *
 * @param id the document, kept over all its versions
 * @param collection where it belongs
 * @param key its source key, unique among the collection's documents that are not deleted
 * @param name what a person calls it
 * @param parent the document it was attached to or packed in, or null
 * @param source absolute path of the file it comes from, or null for uploads and children
 * @param stat that file's stat when it was last taken in, or null where the next ingest must look into the file
 * @param version number of its newest version, from 1; 0 where no bytes were ever taken in
 * @param content its newest version's content, or null at version 0
 * @param size in bytes
 * @param mediaType by content, or null before it was read
 * @param title its own title, or null
 * @param state where it is
 * @param outcome how the last reading ended, by its name outside; null before the first has
 * @param sentence the outcome's sentence, or null
 * @param parts number of parts read
 * @param passages number of passages that questions can find
 * @param metadata the user's own keys and values; the file's facts are not in here
 * @param access labels of those who may see it
 * @param readerVersion version of the reader that read it last; 0 before
 * @param attempts how often reading it began since it was received
 * @param reception how often it was received, from 1; work on an earlier reception does not count for a later one
 * @param anew whether its file is to be read anew although what was read of it before is kept
 * @param commitPosition ledger position of the index commit that holds its present state; 0 where none does
 * @param received when its newest version was received
 * @param changed when this row last changed
 */
public record DocumentRow(
        DocumentId id,
        CollectionId collection,
        String key,
        String name,
        @Nullable DocumentId parent,
        @Nullable String source,
        @Nullable FileStat stat,
        int version,
        @Nullable ContentHash content,
        long size,
        @Nullable String mediaType,
        @Nullable String title,
        DocumentState state,
        @Nullable String outcome,
        @Nullable String sentence,
        int parts,
        int passages,
        Map<String, String> metadata,
        Set<String> access,
        int readerVersion,
        int attempts,
        int reception,
        boolean anew,
        long commitPosition,
        Instant received,
        Instant changed) {
    public DocumentRow {
        metadata = Map.copyOf(metadata);
        access = Set.copyOf(access);
    }
}
