package dev.recto.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.AnswerSettings.Speaker;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.catalog.AnswerRow;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CatalogException;
import dev.recto.catalog.CollectionRow;
import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import dev.recto.retrieve.Question;
import dev.recto.serve.json.AnswerJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps answers as they were given, so that they can be shown, judged and asked again. */
public final class KeptAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);

    /** Field of a kept body that says what task it is of; a question's answer has none. */
    private static final String TASK = "task";

    private static final String SUMMARY = "summarise";

    private final Catalog catalog;
    private final int most;

    /** @param most answers kept of one collection; 0 for none */
    public KeptAnswers(Catalog catalog, int most) {
        this.catalog = catalog;
        this.most = most;
    }

    /** Keeps an answer. One that cannot be kept was given all the same; the log says why. */
    public void keep(CollectionRow collection, Caller caller, Question question, Answer answer) {
        keep(collection, caller, question, answer, body(collection, answer));
    }

    /** Keeps a summary, so that it can be shown and translated as answers are; it says that it is one, since it cannot be asked again. */
    public void keepSummary(CollectionRow collection, Caller caller, Answer summary) {
        ObjectNode body = body(collection, summary).put(TASK, SUMMARY);
        keep(collection, caller, Question.of(summary.report().question()), summary, body);
    }

    private static ObjectNode body(CollectionRow collection, Answer answer) {
        return AnswerJson.answer(answer, collection.name(), answer.report().generation());
    }

    private void keep(CollectionRow collection, Caller caller, Question question, Answer answer, ObjectNode body) {
        if (most == 0) {
            return;
        }
        var row = new AnswerRow(
                answer.report().id(),
                collection.id(),
                caller.name(),
                Instant.ofEpochMilli(System.currentTimeMillis()),
                question.filter(),
                question.limit(),
                documents(answer),
                Json.write(body));
        try {
            catalog.answers().keep(row, most);
        } catch (CatalogException e) {
            LOG.warn("answer {} could not be kept: {}", row.id(), e.getMessage());
        }
    }

    /**
     * Returns a kept answer's question as it was asked; none of a summary, which has no question. Whoever was to answer then is to answer now:
     * an answer that names its model was asked of it, also where it was quoted in the end.
     */
    public static Optional<AnswerRequest> again(AnswerRow kept) {
        ObjectNode body = Json.object(kept.body());
        if (body.path(TASK).asText().equals(SUMMARY)) {
            return Optional.empty();
        }
        String model = body.path("model").asText("");
        AnswerSettings settings = model.isEmpty()
                ? new AnswerSettings(Speaker.labelled(body.path("answerer").asText("quote")), ChatSettings.CONFIGURED)
                : new AnswerSettings(Speaker.CHAT, new ChatSettings(model, null, null));
        var question = new Question(body.path("question").asText(), kept.filter(), kept.evidence());
        return Optional.of(new AnswerRequest(question, settings));
    }

    private static Set<DocumentId> documents(Answer answer) {
        var documents = new HashSet<DocumentId>();
        answer.report()
                .evidence()
                .forEach(passage -> documents.add(passage.found().document().id()));
        switch (answer) {
            case Answer.Grounded grounded ->
                grounded.citations()
                        .forEach(citation -> documents.add(citation.document().id()));
            case Answer.NotFound none -> {}
        }
        return documents;
    }
}
