package dev.recto.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own codec with room for wider vectors: its format stops at 1,024 dimensions, and models behind an API give up to 3,072.
 *
 * <p>Only writing differs; files name Lucene's own formats and any Lucene of the same version reads them.
 */
final class WideVectorCodec extends Lucene104Codec {
    /** Longest vector taken. */
    static final int MOST_DIMENSIONS = 4096;

    private final KnnVectorsFormat vectors = new WideHnsw();

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    private static final class WideHnsw extends KnnVectorsFormat {
        private final KnnVectorsFormat hnsw;

        WideHnsw() {
            this(new Lucene99HnswVectorsFormat());
        }

        private WideHnsw(KnnVectorsFormat hnsw) {
            super(hnsw.getName());
            this.hnsw = hnsw;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return hnsw.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return hnsw.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MOST_DIMENSIONS;
        }
    }
}
