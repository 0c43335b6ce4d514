package dev.recto.answer.conversation;

import dev.recto.catalog.TurnRow;
import java.util.List;

/** Makes follow-up questions stand for themselves by what the last question was about; needs no model. */
public final class FollowUpEntities implements StandaloneQuestions {
    @Override
    public String standalone(String question, List<TurnRow> earlier) {
        if (earlier.isEmpty()) {
            return question.strip();
        }
        String last = earlier.getLast().standalone();
        String base = earlier.reversed().stream()
                .filter(turn -> !FollowUp.isElliptic(turn.question()))
                .map(TurnRow::standalone)
                .findFirst()
                .orElse(last);
        return FollowUp.standalone(question, last, base);
    }
}
