package dev.recto.answer.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets a chat model say which of some labels fits a document. What it says is not checked here. */
public final class ClassificationModel {
    /** Requests of one document at most; what a longer one says past them is not read. */
    private static final int MOST_REQUESTS = 8;

    /** Longest that one document may take, in times {@code chat.timeout}. Chosen. */
    private static final int MOST_TIMEOUTS = 4;

    /** Tokens left free for what servers add around messages. */
    private static final int SPARE = 16;

    private final ChatClient client;
    private final Prompts prompts;
    private final Consumer<TokenUsage> spent;

    /** @param spent is told what each request took */
    public ClassificationModel(ChatClient client, Prompts prompts, Consumer<TokenUsage> spent) {
        this.client = client;
        this.prompts = prompts;
        this.spent = spent;
    }

    /**
     * What the model said of one stretch of a document.
     *
     * @param label the label as it was written, or null for none
     * @param shown the passage that it named for it, or null where it named none that there is
     */
    public record Vote(@Nullable String label, @Nullable ScoredPassage shown) {}

    /**
     * Lets the model read a document, as many passages at a time as its window holds.
     *
     * @return one vote for each stretch; empty where no passage fits beside the labels
     * @throws ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public List<Vote> classify(List<ScoredPassage> passages, List<String> labels) throws InterruptedException {
        String beginning =
                passages.isEmpty() ? "" : passages.getFirst().found().passage().text();
        Prompt prompt = prompts.of(PromptKind.CLASSIFY, PromptLanguage.of(beginning));
        String listed = labels.stream().map(label -> "- " + label).collect(Collectors.joining("\n"));
        String bare = prompt.fill(Map.of("evidence", "", "boundary", "0123456789abcdef", "labels", listed));
        int budget = client.config().window()
                - client.config().maxTokens()
                - client.tokens().count(List.of(ChatMessage.user(bare)))
                - SPARE;
        var votes = new ArrayList<Vote>();
        long deadline = client.deadline(MOST_TIMEOUTS);
        List<ScoredPassage> left = WindowedPassages.of(passages, budget, client.tokens()::count);
        for (int asked = 0; asked < MOST_REQUESTS && !left.isEmpty(); asked++) {
            EvidenceText evidence = EvidenceText.pack(left, budget, client.tokens()::count);
            if (!evidence.passages().isEmpty()) {
                String user = prompt.fill(
                        Map.of("evidence", evidence.text(), "boundary", evidence.boundary(), "labels", listed));
                ChatReply reply = client.stream(ChatRequest.of(ChatMessage.user(user)), piece -> {}, deadline, spent);
                votes.add(vote(reply.text(), evidence, labels));
            }
            left = left.subList(evidence.read(), left.size());
        }
        return votes;
    }

    /** Small models write the label without the object around it; then the one label that stands in what they wrote counts. */
    private static Vote vote(String written, EvidenceText evidence, List<String> labels) {
        JsonNode said = WrittenJson.object(written);
        if (said != null && said.has("label")) {
            int piece = said.path("piece").asInt(0);
            boolean there = piece >= 1 && piece <= evidence.passages().size();
            return new Vote(
                    named(said.path("label").asText(""), labels),
                    there ? evidence.passages().get(piece - 1) : null);
        }
        List<String> held = labels.stream().filter(written::contains).toList();
        return new Vote(held.size() == 1 ? held.getFirst() : null, null);
    }

    private static @Nullable String named(String said, List<String> labels) {
        return labels.stream()
                .filter(label -> label.equalsIgnoreCase(said.strip()))
                .findFirst()
                .orElse(null);
    }
}
