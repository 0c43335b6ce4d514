package dev.recto.answer;

import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers questions: caller and question → evidence → prompt → answer model → grounding → answer.
 *
 * <p>Safe for use by several threads.
 */
public final class Answerer {
    private final Retriever retriever;
    private final Answerability answerability;
    private final PartSource parts;
    private final AnswerModel model;
    private final Grounding grounding = new Grounding();

    /** Puts an answerer together around one answer model. */
    public Answerer(Retriever retriever, Answerability answerability, PartSource parts, AnswerModel model) {
        this.retriever = retriever;
        this.answerability = answerability;
        this.parts = parts;
        this.model = model;
    }

    /**
     * Answers a question from one snapshot of one collection.
     *
     * @param listener is told of the evidence, and of each sentence once it was checked
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws java.util.concurrent.CancellationException if the listener cancelled
     * @throws InterruptedException if the caller was interrupted
     */
    public Answer answer(Caller caller, AnswerRequest request, PassageIndex.Snapshot snapshot, AnswerListener listener)
            throws InterruptedException {
        Question question = request.question();
        Evidence evidence = retriever.retrieve(caller, question, snapshot);
        listener.evidence(evidence.passages());
        long begun = System.nanoTime();
        var task = new AnswerTask(question, evidence, snapshot, caller, request.settings());
        double confidence = answerability.confidence(task);
        var said = new Said(new Citations(parts), listener);
        ModelReport spoken =
                answerability.suffices(confidence) ? model.answer(task, said::add) : ModelReport.silent(model.name());
        double millis = (System.nanoTime() - begun) / 1e6;
        var report = new Answer.Report(
                newId(),
                question.text(),
                confidence,
                spoken,
                evidence.passages(),
                evidence.embedMillis(),
                evidence.searchMillis(),
                millis);
        return said.sentences.isEmpty()
                ? new Answer.NotFound(report)
                : new Answer.Grounded(said.sentences, said.citations.all(), report);
    }

    private static String newId() {
        byte[] random = new byte[10];
        new SecureRandom().nextBytes(random);
        return "a_" + HexFormat.of().formatHex(random);
    }

    /** What was said so far in one answer. */
    private final class Said {
        private final List<AnswerSentence> sentences = new ArrayList<>();
        private final Citations citations;
        private final AnswerListener listener;

        Said(Citations citations, AnswerListener listener) {
            this.citations = citations;
            this.listener = listener;
        }

        void add(DraftSentence draft) {
            var backing = new ArrayList<Citation>();
            for (DraftSentence.Quote quote : draft.quotes()) {
                int known = citations.all().size();
                Citation citation = citations.cite(quote);
                backing.add(citation);
                if (citations.all().size() > known) {
                    listener.citation(citation);
                }
            }
            var sentence = new AnswerSentence(
                    draft.text(),
                    grounding.supports(draft, backing),
                    backing.stream().map(Citation::number).toList());
            sentences.add(sentence);
            listener.sentence(sentence);
        }
    }
}
