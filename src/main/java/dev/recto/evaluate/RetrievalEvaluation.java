package dev.recto.evaluate;

import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures retrieval on BEIR folders, through the product's own path: splitter, embedder, index, retriever. A document ranks by its best
 * passage. Indexes are built in a temporary folder; vectors are kept in the cache, so that measuring again embeds only questions.
 */
public final class RetrievalEvaluation {
    /** Passages asked for: the most a question may have. Fewer documents than that stand behind them, which lowers recall@100. */
    private static final int PASSAGES = 100;

    private final Embedder embedder;
    private final VectorCache cache;

    public RetrievalEvaluation(Embedder embedder, VectorCache cache) {
        this.embedder = embedder;
        this.cache = cache;
    }

    /**
     * Measures each folder, in order.
     *
     * @param compare whether to measure words alone and vectors alone too
     * @throws EvaluationDataException if a folder is not a BEIR set; nothing is measured then
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public List<RetrievalResult> measure(List<Path> folders, boolean compare) throws InterruptedException {
        List<BeirSet> sets = new ArrayList<>();
        for (Path folder : folders) {
            sets.add(new BeirReader().read(folder));
        }
        List<RetrievalResult> results = new ArrayList<>();
        for (BeirSet set : sets) {
            results.add(measure(set, compare));
        }
        return results;
    }

    /** Returns what {@code eval retrieval --json} prints. */
    public static Map<String, Object> json(List<RetrievalResult> results) {
        return Map.of("sets", results.stream().map(RetrievalResult::json).toList());
    }

    private RetrievalResult measure(BeirSet set, boolean compare) throws InterruptedException {
        Path folder = temporaryFolder();
        try (BeirIndex index = BeirIndex.build(set, folder, embedder, cache);
                PassageIndex.Snapshot snapshot = index.snapshot()) {
            return new RetrievalResult(
                    set.name(),
                    set.documents().size(),
                    snapshot.size(),
                    set.questions().size(),
                    set.missing(),
                    measure(set, index, snapshot, Ranking.FUSED),
                    compare ? measure(set, index, snapshot, Ranking.LEXICAL) : null,
                    compare ? measure(set, index, snapshot, Ranking.DENSE) : null);
        } finally {
            delete(folder);
        }
    }

    private static List<String> found(
            BeirIndex index, Retriever retriever, BeirSet.Asked asked, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        Question question = new Question(asked.text(), Map.of(), PASSAGES);
        Evidence evidence = retriever.retrieve(Caller.owner(), question, snapshot);
        return evidence.passages().stream()
                .map(scored -> index.id(scored.found().document().id()))
                .distinct()
                .toList();
    }

    /** A blank question finds nothing and counts as that: published sets hold a few. */
    private RetrievalResult.Measured measure(
            BeirSet set, BeirIndex index, PassageIndex.Snapshot snapshot, Ranking ranking) throws InterruptedException {
        Retriever retriever = new Retriever(embedder, ranking);
        List<RankingMetrics> each = new ArrayList<>();
        for (BeirSet.Asked asked : set.questions()) {
            List<String> documents = asked.text().isBlank() ? List.of() : found(index, retriever, asked, snapshot);
            each.add(RankingMetrics.of(documents, set.judgements().getOrDefault(asked.id(), Map.of())));
        }
        return RetrievalResult.Measured.of(each);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("recto-eval");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder for the index: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary index " + folder + " could not be deleted", e);
        }
    }
}
