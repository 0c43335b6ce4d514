package dev.recto.evaluate;

import dev.recto.catalog.VectorCache;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures quoting and refusal on public sets, through the product's own path: splitter, embedder, index, retriever, answerer. Indexes are
 * built in a temporary folder; vectors are kept in the cache, so that measuring again embeds only questions.
 */
public final class AnswerEvaluation {
    private final Assembly assembly;
    private final Embedder embedder;
    private final VectorCache cache;

    public AnswerEvaluation(Assembly assembly, Embedder embedder, VectorCache cache) {
        this.assembly = assembly;
        this.embedder = embedder;
        this.cache = cache;
    }

    /**
     * Reads sets of questions with answers: SQuAD's JSON.
     *
     * @param titled whether paragraphs carry their article's title
     * @throws EvaluationDataException if a file is not what it should be
     */
    public static List<EvaluationSet> answers(List<Path> files, boolean titled) {
        return files.stream().map(file -> new SquadReader(titled).read(file)).toList();
    }

    /**
     * Reads sets of questions of which some have no answer: SQuAD 2.0, RGB, RAGEval.
     *
     * @param titled whether SQuAD's paragraphs carry their article's title
     * @throws EvaluationDataException if a file is not what it should be
     */
    public static List<EvaluationSet> abstention(List<Path> files, boolean titled) {
        var reader = new AbstentionReader(titled);
        return files.stream().flatMap(file -> reader.read(file).stream()).toList();
    }

    /**
     * Measures one set.
     *
     * @param compare whether to measure words alone and vectors alone too
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public SetReport measure(EvaluationSet set, boolean compare) throws InterruptedException {
        var questioning = new Questioning(assembly, compare);
        int documents = 0;
        int passages = 0;
        int questions = 0;
        for (EvaluationSet.Case one : set.cases()) {
            try (TemporaryFolder folder = TemporaryFolder.make();
                    EvaluationIndex index = EvaluationIndex.build(one.documents(), folder.path(), embedder, cache);
                    PassageIndex.Snapshot snapshot = index.snapshot()) {
                documents += one.documents().size();
                passages += snapshot.size();
                questions += one.questions().size();
                questioning.ask(placed(one.questions()), snapshot, index);
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("documents", documents);
        counts.put("passages", passages);
        counts.put("questions", questions);
        return questioning.report(set.name(), counts);
    }

    private static List<EvaluationQuestion> placed(List<EvaluationQuestion> questions) {
        List<EvaluationQuestion> placed = new ArrayList<>();
        for (EvaluationQuestion question : questions) {
            placed.add(question.at(question.places().stream()
                    .map(place -> new GoldPlace(
                            EvaluationIndex.documentId(place.document()).value(), place.page()))
                    .toList()));
        }
        return placed;
    }
}
