package dev.recto.answer.task;

import dev.recto.answer.AnswerListener;
import dev.recto.answer.Degraded;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.Grounding;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.ClassificationModel;
import dev.recto.document.DocumentId;
import dev.recto.document.Passage;
import dev.recto.embed.Embedder;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts documents under labels: by a chat model, or by the label nearest to their sentences. Each label comes with the sentence that shows it. */
public final class Classifications {
    private static final Logger LOG = LoggerFactory.getLogger(Classifications.class);

    private final Grounding grounding;
    private final Embedder embedder;
    private final @Nullable ClassificationModel model;

    /** @param model null where the nearest label is to be chosen */
    public Classifications(Grounding grounding, Embedder embedder, @Nullable ClassificationModel model) {
        this.grounding = grounding;
        this.embedder = embedder;
        this.model = model;
    }

    /**
     * A document to be put under a label.
     *
     * @param id which one
     * @param name what it is called
     * @param passages in order
     */
    public record Unlabelled(DocumentId id, String name, List<ScoredPassage> passages) {}

    /**
     * Chooses labels.
     *
     * @param asked the chat model's name, or null where none is asked
     * @param degraded why none is, though one was to be, or null
     * @throws InterruptedException if the caller is interrupted
     */
    public Classification classify(
            List<Unlabelled> documents, List<String> labels, @Nullable String asked, @Nullable Degraded degraded)
            throws InterruptedException {
        var similarity = new LabelSimilarity(embedder, labels);
        if (model != null) {
            try {
                Grounding.Said said = begin(documents);
                List<Classification.Labelled> labelled = new ArrayList<>();
                for (Unlabelled document : documents) {
                    labelled.add(byModel(model, document, similarity, said));
                }
                return new Classification(Classification.By.CHAT, asked, null, labelled, said.citations());
            } catch (ChatFailure failure) {
                LOG.warn("classification degraded ({}): {}", failure.reason().label(), failure.getMessage());
                return bySimilarity(documents, similarity, asked, failure.reason());
            }
        }
        return bySimilarity(documents, similarity, asked, degraded);
    }

    private Grounding.Said begin(List<Unlabelled> documents) {
        List<ScoredPassage> all =
                documents.stream().flatMap(one -> one.passages.stream()).toList();
        return grounding.begin(all, AnswerListener.NONE);
    }

    /** The label that most stretches of the document were given; of several the one given first. */
    private static Classification.Labelled byModel(
            ClassificationModel model, Unlabelled document, LabelSimilarity similarity, Grounding.Said said)
            throws InterruptedException {
        List<ClassificationModel.Vote> votes = model.classify(document.passages, similarity.labels());
        Map<String, Integer> counts = new HashMap<>();
        ClassificationModel.Vote chosen = new ClassificationModel.Vote(null, null);
        for (ClassificationModel.Vote vote : votes) {
            if (vote.label() != null) {
                counts.merge(vote.label(), 1, Integer::sum);
            }
        }
        int most = 0;
        for (ClassificationModel.Vote vote : votes) {
            int count = counts.getOrDefault(String.valueOf(vote.label()), 0);
            if (vote.label() != null && count > most) {
                most = count;
                chosen = vote;
            }
        }
        String label = chosen.label();
        List<ScoredPassage> shown = chosen.shown() == null ? document.passages : List.of(chosen.shown());
        Integer citation = label == null ? null : cite(quote(label, shown, similarity), said);
        return new Classification.Labelled(
                document.id, document.name, citation == null ? null : label, citation, Map.of());
    }

    private Classification bySimilarity(
            List<Unlabelled> documents,
            LabelSimilarity similarity,
            @Nullable String asked,
            @Nullable Degraded degraded) {
        Grounding.Said said = begin(documents);
        List<Classification.Labelled> labelled = new ArrayList<>();
        for (Unlabelled document : documents) {
            Map<String, Double> scores = similarity.scores(document.passages);
            String label = scores.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(null);
            Integer citation = label == null ? null : cite(quote(label, document.passages, similarity), said);
            labelled.add(new Classification.Labelled(
                    document.id, document.name, citation == null ? null : label, citation, scores));
        }
        return new Classification(Classification.By.SIMILARITY, asked, degraded, labelled, said.citations());
    }

    /** The nearest sentence; of a label that no model compares with the document, the first one. */
    private static DraftSentence.@Nullable Quote quote(
            String label, List<ScoredPassage> passages, LabelSimilarity similarity) {
        DraftSentence.Quote nearest = similarity.nearest(label, passages);
        if (nearest != null || passages.isEmpty()) {
            return nearest;
        }
        Passage first = passages.getFirst().found().passage();
        return new DraftSentence.Quote(
                passages.getFirst(),
                first.sentences().isEmpty()
                        ? first.span().range()
                        : first.sentences().getFirst());
    }

    private static @Nullable Integer cite(DraftSentence.@Nullable Quote quote, Grounding.Said said) {
        if (quote == null) {
            return null;
        }
        String words = quote.passage().found().passage().text(quote.range());
        said.add(new DraftSentence(words, List.of(quote)));
        return said.sentences().getLast().citations().getFirst();
    }
}
