package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;

/**
 * A conversation: questions that one asker asked one after the other.
 *
 * @param position orders conversations by when they were begun
 * @param id opaque, {@code v_…}
 * @param collection what is asked
 * @param asker id of the key that began it, or {@code local}; nobody else sees it
 * @param title what the asker calls it; the first question's beginning unless set
 * @param created when it was begun
 * @param changed when it last went on
 * @param turns how many questions it has
 */
public record ConversationRow(
        long position,
        String id,
        CollectionId collection,
        String asker,
        String title,
        Instant created,
        Instant changed,
        int turns) {}
