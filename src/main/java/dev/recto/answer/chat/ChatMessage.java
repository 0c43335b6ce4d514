package dev.recto.answer.chat;

/**
 * One message to a chat model.
 *
 * @param role who speaks
 * @param text what is said, not blank
 */
public record ChatMessage(Role role, String text) {
    public ChatMessage {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a message to a chat model says something");
        }
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /** Returns what the model is told to be. */
    public static ChatMessage system(String text) {
        return new ChatMessage(Role.SYSTEM, text);
    }

    /** Returns what a person says. */
    public static ChatMessage user(String text) {
        return new ChatMessage(Role.USER, text);
    }

    /** Returns what the model said before. */
    public static ChatMessage assistant(String text) {
        return new ChatMessage(Role.ASSISTANT, text);
    }
}
