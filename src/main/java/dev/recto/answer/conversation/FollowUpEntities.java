package dev.recto.answer.conversation;

import dev.recto.catalog.TurnRow;
import java.util.List;

/** Makes follow-up questions stand for themselves by what the last question was about; needs no model. */
public final class FollowUpEntities implements StandaloneQuestions {
    @Override
    public String standalone(String question, List<TurnRow> earlier) {
        return earlier.isEmpty()
                ? question.strip()
                : FollowUp.standalone(question, earlier.getLast().standalone());
    }
}
