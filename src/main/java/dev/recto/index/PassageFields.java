package dev.recto.index;

import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a passage's Lucene document, and the filters over them.
 *
 * <p>Name, title, headings and text share the one field {@code words}: that is BM25F (Robertson, Zaragoza and Taylor 2004: term frequencies
 * and lengths are summed before saturation) with equal weights, which measured as well as heavier titles (decision 0003), and leaves one
 * postings list a word, whose impacts Lucene can skip by.
 */
final class PassageFields {
    static final String DOCUMENT = "document";
    static final String WORDS = "words";
    static final String NAME = "name";
    static final String RECORD = "record";
    static final String SENTENCES = "sentences";
    static final String VECTOR_PREFIX = "vector.";
    private static final String ACCESS = "access";
    private static final String METADATA = "metadata";

    /** Lucene refuses terms past 32,766 bytes; a longer key and value are filtered on by their hash. */
    private static final int MOST_METADATA_CHARS = 1_000;

    private static final FieldType WORDS_TYPE = wordsType();

    private PassageFields() {}

    /**
     * Returns the Lucene document of one passage.
     *
     * @param names what its document may be called by; empty where being called by name should count for nothing
     */
    static Document document(DocumentFacts facts, PassageEntry entry, Set<String> names, TextAnalysis analysis) {
        Document document = new Document();
        document.add(new StringField(DOCUMENT, facts.id().value(), Field.Store.NO));
        facts.access().forEach(label -> document.add(new StringField(ACCESS, label, Field.Store.NO)));
        facts.metadata().forEach((k, v) -> document.add(new StringField(METADATA, pair(k, v), Field.Store.NO)));
        for (String words : words(facts, entry.passage())) {
            document.add(new Field(WORDS, analysis.fold(words), WORDS_TYPE));
        }
        names.forEach(name -> document.add(new StringField(NAME, name, Field.Store.NO)));
        for (PassageVector vector : entry.vectors()) {
            document.add(new KnnFloatVectorField(
                    VECTOR_PREFIX + vector.field(), vector.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        document.add(new StoredField(RECORD, PassageRecord.write(facts, entry)));
        document.add(new BinaryDocValuesField(SENTENCES, PassageRecord.writeVectors(entry.vectors())));
        return document;
    }

    /** Returns the filter that keeps what the caller may see and the metadata asked for, or null where that is everything. */
    static @Nullable Query filter(Caller caller, Map<String, String> metadata) {
        if (caller.seesAll() && metadata.isEmpty()) {
            return null;
        }
        BooleanQuery.Builder filter = new BooleanQuery.Builder();
        if (!caller.seesAll()) {
            List<BytesRef> labels = caller.access().stream().map(BytesRef::new).toList();
            filter.add(new TermInSetQuery(ACCESS, labels), Occur.FILTER);
        }
        metadata.forEach((k, v) -> filter.add(new TermQuery(new Term(METADATA, pair(k, v))), Occur.FILTER));
        return filter.build();
    }

    private static List<String> words(DocumentFacts facts, Passage passage) {
        List<String> words = new ArrayList<>();
        words.add(facts.name());
        String title = facts.title();
        if (title != null && !title.equals(facts.name())) {
            words.add(title);
        }
        words.addAll(passage.headingPath());
        String header = passage.tableHeader();
        if (header != null) {
            words.add(header);
        }
        words.add(passage.text());
        return words;
    }

    private static String pair(String key, String value) {
        String pair = key + '\0' + value;
        return pair.length() <= MOST_METADATA_CHARS ? pair : key + '\0' + ContentHash.of(value);
    }

    private static FieldType wordsType() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }
}
