package dev.recto.answer.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lets a chat model read the fields of a JSON schema out of passages. What it says is not checked here. */
public final class ExtractionModel {
    /** Requests of one extraction at most; what a longer document says past them is not read. */
    private static final int MOST_REQUESTS = 40;

    /** Longest that one extraction may take, in times {@code chat.timeout}. Chosen. */
    private static final int MOST_TIMEOUTS = 10;

    /** Tokens left free for what servers add around messages. */
    private static final int SPARE = 16;

    private final ChatClient client;
    private final Prompts prompts;
    private final Consumer<TokenUsage> spent;

    /** @param spent is told what each request took */
    public ExtractionModel(ChatClient client, Prompts prompts, Consumer<TokenUsage> spent) {
        this.client = client;
        this.prompts = prompts;
        this.spent = spent;
    }

    /**
     * What the model read in one go.
     *
     * @param values by field, as the schema names them; empty where it wrote no JSON object
     * @param sources by field the passage's number in {@code passages}, from 1, where it named one
     * @param passages that it was shown
     */
    public record Reading(ObjectNode values, JsonNode sources, List<ScoredPassage> passages) {}

    /**
     * Reads a document's passages, in order.
     *
     * @param schema the JSON schema, as text
     * @throws SchemaTooLargeException if no passage fits beside the schema
     * @throws ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public List<Reading> read(List<ScoredPassage> passages, String schema) throws InterruptedException {
        String beginning =
                passages.isEmpty() ? "" : passages.getFirst().found().passage().text();
        Prompt prompt = prompts.of(PromptKind.EXTRACT, PromptLanguage.of(beginning));
        String bare = prompt.fill(Map.of("evidence", "", "boundary", "0123456789abcdef", "schema", schema));
        int budget = client.config().window()
                - client.config().maxTokens()
                - client.tokens().count(List.of(ChatMessage.user(bare)))
                - SPARE;
        var readings = new ArrayList<Reading>();
        long deadline = client.deadline(MOST_TIMEOUTS);
        List<ScoredPassage> left = WindowedPassages.of(passages, budget, client.tokens()::count);
        for (int asked = 0; asked < MOST_REQUESTS && !left.isEmpty(); asked++) {
            EvidenceText evidence = EvidenceText.pack(left, budget, client.tokens()::count);
            if (evidence.passages().isEmpty()) {
                left = left.subList(evidence.read(), left.size());
                continue;
            }
            String user =
                    prompt.fill(Map.of("evidence", evidence.text(), "boundary", evidence.boundary(), "schema", schema));
            ChatReply reply = client.stream(ChatRequest.of(ChatMessage.user(user)), piece -> {}, deadline, spent);
            readings.add(reading(reply.text(), evidence));
            left = left.subList(evidence.read(), left.size());
        }
        if (readings.isEmpty() && !passages.isEmpty()) {
            throw new SchemaTooLargeException();
        }
        return readings;
    }

    private static Reading reading(String written, EvidenceText evidence) {
        JsonNode read = WrittenJson.object(written);
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        ObjectNode values = read != null && read.path("values") instanceof ObjectNode given ? given : nothing;
        JsonNode sources = read == null ? nothing : read.path("sources");
        return new Reading(values, sources, evidence.passages());
    }
}
