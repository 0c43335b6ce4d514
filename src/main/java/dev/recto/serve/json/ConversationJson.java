package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.ConversationRow;
import dev.recto.catalog.TurnRow;
import java.util.List;

/** Conversations as they are shown outside. */
public final class ConversationJson {
    private ConversationJson() {}

    /** Returns a conversation without its turns. */
    public static ObjectNode conversation(ConversationRow row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("title", row.title())
                .put("created", row.created().toString())
                .put("changed", row.changed().toString())
                .put("turns", row.turns());
    }

    /** Returns a conversation with its turns, oldest first. */
    public static ObjectNode conversation(ConversationRow row, List<TurnRow> turns) {
        ObjectNode node = conversation(row);
        ArrayNode list = node.putArray("turn_list");
        turns.forEach(turn -> list.addObject()
                .put("number", turn.number())
                .put("question", turn.question())
                .put("standalone", turn.standalone())
                .put("answer", turn.answer())
                .put("said", turn.said())
                .put("at", turn.at().toString()));
        return node;
    }
}
