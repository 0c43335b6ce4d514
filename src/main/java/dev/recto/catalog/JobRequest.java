package dev.recto.catalog;

import dev.recto.document.Caller;
import dev.recto.document.CollectionId;

/**
 * Who asks for which kind of work.
 *
 * @param collection where
 * @param kind what is to be done, for the ledger and the job: {@code upload}, {@code url} or {@code reread}
 * @param asker who asks; what they may not see they cannot change, nor learn of
 */
public record JobRequest(CollectionId collection, String kind, Caller asker) {}
