package dev.recto.answer.chat;

/**
 * What a chat model wrote, whole.
 *
 * @param text everything that was streamed
 * @param model the model that the server says it was, or the one that was asked for
 * @param cutShort whether it stopped at its most tokens, in the middle of what it had to say
 * @param usage tokens read and written
 */
public record ChatReply(String text, String model, boolean cutShort, TokenUsage usage) {}
