package dev.recto.index;

import dev.recto.document.DocumentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One commit of a {@link LuceneIndex}, held by one reference to its searcher. */
final class LuceneSnapshot implements PassageIndex.Snapshot {
    private static final Set<String> RECORD_ONLY = Set.of(PassageFields.RECORD);

    private final IndexSearcher searcher;
    private final Release release;
    private final TextAnalysis analysis;
    private final AtomicBoolean closed = new AtomicBoolean();

    LuceneSnapshot(IndexSearcher searcher, Release release, TextAnalysis analysis) {
        this.searcher = searcher;
        this.release = release;
        this.analysis = analysis;
    }

    @Override
    public List<Candidate> search(IndexQuestion question) {
        Query filter = PassageFields.filter(question.caller(), question.filter());
        TreeSet<Integer> found = new TreeSet<>();
        try {
            Query words = words(analysis.questionTerms(question.text()));
            Query names = question.nameWeight() == 0 ? null : names(question.text());
            found.addAll(best(filtered(either(words, names, question.nameWeight()), filter), question.depth()));
            for (Map.Entry<String, float[]> vector : question.vectors().entrySet()) {
                String field = PassageFields.VECTOR_PREFIX + vector.getKey();
                found.addAll(best(
                        new KnnFloatVectorQuery(field, vector.getValue(), question.depth(), filter), question.depth()));
            }
            return new CandidateScores(searcher, words, names, question.vectors()).of(found);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<Map<String, Double>> likeness(List<Candidate> candidates, List<Candidate> others) {
        try {
            Map<String, float[]> middles = middles(others);
            TreeSet<Integer> documents = new TreeSet<>();
            candidates.forEach(candidate -> documents.add(candidate.key()));
            Map<Integer, Map<String, Double>> cosines = new HashMap<>();
            for (Candidate candidate : new CandidateScores(searcher, null, null, middles).of(documents)) {
                cosines.put(candidate.key(), candidate.cosines());
            }
            return candidates.stream()
                    .map(candidate -> cosines.getOrDefault(candidate.key(), Map.of()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The mean of the cosines with some vectors is the product with their mean. */
    private Map<String, float[]> middles(List<Candidate> candidates) throws IOException {
        Map<String, float[]> sums = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Candidate candidate : candidates) {
            for (String field : candidate.cosines().keySet()) {
                float[] vector = vector(candidate.key(), field);
                float[] sum = sums.computeIfAbsent(field, key -> new float[vector.length]);
                for (int i = 0; i < vector.length; i++) {
                    sum[i] += vector[i];
                }
                counts.merge(field, 1, Integer::sum);
            }
        }
        sums.forEach((field, sum) -> {
            int count = counts.getOrDefault(field, 1);
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= count;
            }
        });
        return sums;
    }

    private float[] vector(int document, String field) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        FloatVectorValues values = leaf.reader().getFloatVectorValues(PassageFields.VECTOR_PREFIX + field);
        KnnVectorValues.DocIndexIterator at = values == null ? null : values.iterator();
        if (values == null || at == null || at.advance(document - leaf.docBase) != document - leaf.docBase) {
            throw new IOException("a passage lacks its vector");
        }
        return values.vectorValue(at.index()).clone();
    }

    @Override
    public List<FoundPassage> load(List<Candidate> candidates) {
        return loadDocuments(candidates.stream().map(Candidate::key).toList());
    }

    @Override
    public Map<String, Double> weights(String question) {
        try {
            Map<String, Double> weights = new LinkedHashMap<>();
            for (String term : analysis.questionTerms(question)) {
                weights.put(term, rarity(PassageFields.WORDS, term));
            }
            return weights;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Set<String> words(String text) {
        return analysis.terms(text);
    }

    @Override
    public List<FoundPassage> passages(DocumentId document) {
        return loadDocuments(documentsOf(document));
    }

    @Override
    public Optional<FoundPassage> middle(DocumentId document) {
        List<Integer> all = documentsOf(document);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(loadDocuments(List.of(all.get(all.size() / 2))).getFirst());
    }

    @Override
    public int size() {
        return searcher.getIndexReader().numDocs();
    }

    @Override
    public int count(DocumentId document) {
        return documentsOf(document).size();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                release.release();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private List<Integer> best(@Nullable Query query, int depth) throws IOException {
        if (query == null) {
            return List.of();
        }
        List<Integer> documents = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
            documents.add(hit.doc);
        }
        return documents;
    }

    /** A document's passages stand side by side in one segment, in the order in which they were given. */
    private List<Integer> documentsOf(DocumentId document) {
        List<Integer> documents = new ArrayList<>();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                PostingsEnum postings =
                        leaf.reader().postings(new Term(PassageFields.DOCUMENT, document.value()), PostingsEnum.NONE);
                Bits live = leaf.reader().getLiveDocs();
                while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if (live == null || live.get(postings.docID())) {
                        documents.add(leaf.docBase + postings.docID());
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return documents;
    }

    private List<FoundPassage> loadDocuments(List<Integer> documents) {
        List<FoundPassage> passages = new ArrayList<>(documents.size());
        try {
            IndexReader reader = searcher.getIndexReader();
            StoredFields stored = reader.storedFields();
            for (int document : documents) {
                BytesRef record = stored.document(document, RECORD_ONLY).getBinaryValue(PassageFields.RECORD);
                passages.add(PassageRecord.read(record, PassageRecord.readVectors(sentences(document))));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return passages;
    }

    private BytesRef sentences(int document) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        BinaryDocValues values = leaf.reader().getBinaryDocValues(PassageFields.SENTENCES);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            throw new IOException("a passage lacks its sentence vectors");
        }
        return values.binaryValue();
    }

    /** A plain disjunction of terms: nothing a question holds is syntax. */
    private static @Nullable Query words(List<String> terms) {
        if (terms.isEmpty()) {
            return null;
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        terms.forEach(term -> any.add(new TermQuery(new Term(PassageFields.WORDS, term)), Occur.SHOULD));
        return any.build();
    }

    private static @Nullable Query either(@Nullable Query words, @Nullable Query names, double nameWeight) {
        if (words == null || names == null) {
            return words;
        }
        return new BooleanQuery.Builder()
                .add(words, Occur.SHOULD)
                .add(new BoostQuery(names, (float) nameWeight), Occur.SHOULD)
                .build();
    }

    /**
     * Scores a passage by the terms of its document's name that the question calls it by, or null where it calls none. A term counts its inverse
     * document frequency among names or in the text, whichever is less: an ordinary word in a rare name says little.
     */
    private @Nullable Query names(String question) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        boolean called = false;
        for (String name : analysis.askedNames(question)) {
            double rarity = nameRarity(name);
            if (rarity > 0) {
                Query named = new ConstantScoreQuery(new TermQuery(new Term(PassageFields.NAME, name)));
                any.add(new BoostQuery(named, (float) rarity), Occur.SHOULD);
                called = true;
            }
        }
        return called ? any.build() : null;
    }

    private double nameRarity(String name) throws IOException {
        if (searcher.getIndexReader().docFreq(new Term(PassageFields.NAME, name)) == 0) {
            return 0;
        }
        double rarity = rarity(PassageFields.NAME, name);
        for (String term : analysis.terms(name)) {
            rarity = Math.min(rarity, rarity(PassageFields.WORDS, term));
        }
        return rarity;
    }

    /** Inverse document frequency as BM25 has it. */
    private double rarity(String field, String term) throws IOException {
        IndexReader reader = searcher.getIndexReader();
        int having = reader.docFreq(new Term(field, term));
        return Math.log(1 + (reader.maxDoc() - having + 0.5) / (having + 0.5));
    }

    private static @Nullable Query filtered(@Nullable Query words, @Nullable Query filter) {
        if (words == null || filter == null) {
            return words;
        }
        return new BooleanQuery.Builder()
                .add(words, Occur.MUST)
                .add(filter, Occur.FILTER)
                .build();
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The index cannot be read: " + e.getMessage(), e);
    }

    /** Gives the searcher's reference back. */
    interface Release {
        void release() throws IOException;
    }
}
