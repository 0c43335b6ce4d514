package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;

/**
 * A collection as the catalogue has it.
 *
 * @param id names its folder under {@code index/}
 * @param name what a person calls it
 * @param created when it was made
 * @param generation number of the generation that answers, from 1; 0 before the first
 * @param settings how its questions are answered
 */
public record CollectionRow(
        CollectionId id, String name, Instant created, int generation, CollectionSettings settings) {}
