package dev.recto.index;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/** How Lucene scores, buffers and merges here. The figures behind the scoring are in decision 0003. */
final class LuceneSettings {
    private static final float K1 = 1.2f;
    private static final float B = 0.6f;
    /** Passages that wait for a flush, vectors included, in MiB of heap. */
    private static final double BUFFER_MB = 48;

    private LuceneSettings() {}

    /** Returns the scoring that writer and searchers share. */
    static Similarity scoring() {
        return new BM25Similarity(K1, B);
    }

    /** Returns a writer's configuration; each writer needs its own. */
    static IndexWriterConfig writer(Analyzer analyzer) {
        // One merge at a time bounds the heap that the graph of a merged segment takes, and leaves a core to questions.
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        var policy = new TieredMergePolicy();
        policy.setForceMergeDeletesPctAllowed(0); // whoever forces it wants every deleted word gone
        return new IndexWriterConfig(analyzer)
                .setCodec(new WideVectorCodec())
                .setSimilarity(scoring())
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(policy)
                .setMergeScheduler(merges)
                .setCommitOnClose(false);
    }

    /** Returns what makes searchers with {@link #scoring}. */
    static SearcherFactory searchers() {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(scoring());
                return searcher;
            }
        };
    }
}
