package dev.recto.index;

import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One generation of a collection's passages. One thread writes; any number read through snapshots.
 *
 * <p>What is replaced or deleted is seen by snapshots taken after the next {@link #commit}, and survives a crash from then on.
 */
public interface PassageIndex extends AutoCloseable {
    /**
     * Puts a document's passages in place of those it had, in one step.
     *
     * @throws UncheckedIOException if the disk fails; the index is then as it was at the last commit
     */
    void replace(DocumentFacts document, List<PassageEntry> passages);

    /** Removes a document's passages; does nothing where it has none. */
    void delete(DocumentId document);

    /**
     * Makes everything so far durable and visible.
     *
     * @param ledgerPosition the last ledger entry whose effect is in the index; read back by {@link #ledgerPosition}
     * @throws UncheckedIOException if the disk fails; nothing since the last commit may be reported as indexed
     * @throws IndexNotDurableException if an fsync failed; the process must stop
     */
    void commit(long ledgerPosition);

    /**
     * Writes what holds deleted passages anew without them, and commits at the position of the last commit: from then on no file of the
     * index has their words. Takes as long as merging what they stood in.
     *
     * @throws UncheckedIOException if the disk fails; the index is then as it was at the last commit
     * @throws IndexNotDurableException if an fsync failed; the process must stop
     */
    void expunge();

    /** Returns the position given with the last commit; 0 for a new index. */
    long ledgerPosition();

    /** Returns what was committed last, held until closed. */
    Snapshot snapshot();

    /**
     * Returns what became of the files of the last commit. Each is read through once, and again only when it looks other than before: cheap
     * enough to be asked every few seconds.
     *
     * @throws UncheckedIOException if the disk does not say
     */
    FileState files();

    /** Checks the index's own files and returns what is wrong, a sentence each; empty when it is sound. */
    List<String> check();

    @Override
    void close();

    /** A view of one commit; unaffected by later ones. */
    interface Snapshot extends AutoCloseable {
        /**
         * Returns the union of the best by words and the best by each vector, unordered, each with all its scores.
         *
         * <p>Words are plain words: whatever characters they hold, no query syntax is seen.
         */
        List<Candidate> search(IndexQuestion question);

        /**
         * Returns how near in meaning candidates are to others: for each candidate, in their order, and each field in which it has a vector,
         * the mean cosine with the others that have one there; no entry for a field that none of the others has.
         */
        List<Map<String, Double>> likeness(List<Candidate> candidates, List<Candidate> others);

        /** Loads candidates of this snapshot, in the order given. */
        List<FoundPassage> load(List<Candidate> candidates);

        /**
         * Returns how much of the question the collection knows: for each distinct content word of the question, its inverse
         * document frequency. Words that no passage has are given the frequency of a word never seen.
         */
        Map<String, Double> weights(String question);

        /** Returns the content words of a text as the index analyses them, to be compared with {@link #weights}' keys. */
        Set<String> words(String text);

        /** Returns the passages of a document in order. */
        List<FoundPassage> passages(DocumentId document);

        /** Returns the passage in the middle of a document, and loads no other; empty where it has none. */
        Optional<FoundPassage> middle(DocumentId document);

        /** Returns the number of passages. */
        int size();

        /** Returns the number of passages of a document. */
        int count(DocumentId document);

        @Override
        void close();
    }
}
