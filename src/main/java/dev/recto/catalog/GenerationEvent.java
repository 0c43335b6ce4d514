package dev.recto.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a generation. These entries only ever grow in number.
 *
 * @param position its place among them, from 1
 * @param at when
 * @param generation number of the generation
 * @param change what was done
 * @param cause why, such as {@code asked}, {@code schedule} or {@code rollback}
 * @param sentence what came of it, for people, or null
 * @param reader version of the reader
 * @param splitter version of the splitter
 * @param models ids of the embedding models, separated by commas
 */
public record GenerationEvent(
        long position,
        Instant at,
        int generation,
        GenerationChange change,
        String cause,
        @Nullable String sentence,
        int reader,
        int splitter,
        String models) {}
