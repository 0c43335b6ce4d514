package dev.recto.answer.chat;

import java.util.Map;
import java.util.function.Consumer;

/** Lets a chat model translate one sentence at a time, so that sentence answers sentence. What it says is not checked here. */
public final class TranslationModel {
    /** Longest that one answer may take, in times {@code chat.timeout}. Chosen. */
    private static final int MOST_TIMEOUTS = 4;

    private final ChatClient client;
    private final Prompts prompts;
    private final Consumer<TokenUsage> spent;
    private final long deadline;

    /**
     * Translates one answer.
     *
     * @param spent is told what each request took
     */
    public TranslationModel(ChatClient client, Prompts prompts, Consumer<TokenUsage> spent) {
        this.client = client;
        this.prompts = prompts;
        this.spent = spent;
        this.deadline = client.deadline(MOST_TIMEOUTS);
    }

    /** Returns the model's name. */
    public String model() {
        return client.model();
    }

    /** Returns the SHA-256 of the prompt that is used for a language. */
    public String hash(PromptLanguage to) {
        return prompts.hash(to, PromptKind.TRANSLATE);
    }

    /**
     * Translates a sentence.
     *
     * @return what the model wrote, on one line; empty where it wrote nothing
     * @throws ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public String translate(String sentence, PromptLanguage to) throws InterruptedException {
        String user = prompts.of(PromptKind.TRANSLATE, to)
                .fill(Map.of(
                        "sentence", EvidenceText.visible(sentence).strip(), "boundary", EvidenceText.newBoundary()));
        ChatReply reply = client.stream(ChatRequest.of(ChatMessage.user(user)), piece -> {}, deadline, spent);
        return EvidenceText.visible(reply.text()).strip().replaceAll("\\s+", " ");
    }
}
