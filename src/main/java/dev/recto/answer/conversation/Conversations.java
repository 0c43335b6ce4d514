package dev.recto.answer.conversation;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSentence;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.ConversationRow;
import dev.recto.catalog.ConversationRows;
import dev.recto.catalog.TurnRow;
import dev.recto.config.AnswerConfig;
import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes on with conversations: reads a question with the turns before it, and keeps what was answered. */
public final class Conversations {
    /** Turns read for a follow-up question; the token limit allows fewer of long ones. */
    private static final int MOST_READ = 20;

    /** Most characters kept of what an answer said. */
    private static final int LONGEST_SAID = 8_000;

    private final ConversationRows rows;
    private final AnswerConfig config;

    /** @param rows where turns are kept */
    public Conversations(ConversationRows rows, AnswerConfig config) {
        this.rows = rows;
        this.config = config;
    }

    /**
     * Returns the request with its question standing for itself; as it is where it goes on no conversation.
     *
     * @throws NoSuchConversationException if there is no such conversation of this asker in this collection
     * @throws ConversationFullException if it has as many turns as are kept
     * @throws InterruptedException if the caller is interrupted
     */
    public AnswerRequest standalone(
            CollectionRow collection, Caller caller, AnswerRequest request, StandaloneQuestions questions)
            throws InterruptedException {
        String id = request.conversation();
        if (id == null) {
            return request;
        }
        ConversationRow conversation = rows.find(id)
                .filter(row ->
                        row.collection().equals(collection.id()) && row.asker().equals(caller.name()))
                .orElseThrow(() -> new NoSuchConversationException(id));
        if (conversation.turns() >= config.conversationTurns()) {
            throw new ConversationFullException(config.conversationTurns());
        }
        return request.asking(questions.standalone(request.question().text(), rows.turns(id, MOST_READ)));
    }

    /** Keeps a turn, where the request goes on a conversation that is still there. */
    public void keep(AnswerRequest asked, AnswerRequest standalone, Answer answer) {
        String id = asked.conversation();
        if (id == null) {
            return;
        }
        var turn = new TurnRow(
                1,
                asked.question().text(),
                standalone.question().text(),
                answer.report().id(),
                said(answer),
                Instant.ofEpochMilli(System.currentTimeMillis()));
        boolean kept = rows.add(id, turn, documents(answer));
        if (!kept) {
            throw new NoSuchConversationException(id);
        }
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Grounded grounded -> {
                String text = grounded.sentences().stream()
                        .filter(AnswerSentence::supported)
                        .map(AnswerSentence::text)
                        .collect(Collectors.joining(" "));
                yield text.length() <= LONGEST_SAID ? text : text.substring(0, LONGEST_SAID);
            }
            case Answer.NotFound none -> "";
        };
    }

    private static Set<DocumentId> documents(Answer answer) {
        Set<DocumentId> documents = new HashSet<>();
        answer.report()
                .evidence()
                .forEach(passage -> documents.add(passage.found().document().id()));
        return documents;
    }
}
