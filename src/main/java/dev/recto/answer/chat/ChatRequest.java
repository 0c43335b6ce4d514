package dev.recto.answer.chat;

import java.util.List;

/**
 * What a chat model is sent.
 *
 * @param messages in order, at least one
 * @param settings what differs from the configuration
 */
public record ChatRequest(List<ChatMessage> messages, ChatSettings settings) {
    public ChatRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a chat model needs at least one message");
        }
    }

    /** Returns a request with everything as configured. */
    public static ChatRequest of(ChatMessage... messages) {
        return new ChatRequest(List.of(messages), ChatSettings.CONFIGURED);
    }
}
