package dev.recto.answer.conversation;

import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.ChatMessage;
import dev.recto.answer.chat.ChatReply;
import dev.recto.answer.chat.ChatRequest;
import dev.recto.answer.chat.EvidenceText;
import dev.recto.answer.chat.PromptKind;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.chat.Prompts;
import dev.recto.answer.chat.TokenCount;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.catalog.TurnRow;
import dev.recto.config.AnswerConfig;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a chat model rewrite follow-up questions. What it returns is used only where it is one line, no longer than allowed, and keeps every
 * number and capitalised name of the question, and asks once where that asks: a small model answers instead, or says the same again and again. Else, and where the model fails, {@link FollowUp} does it.
 */
public final class FollowUpRewriter implements StandaloneQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUpRewriter.class);

    /** Longest rewritten question, in UTF-16 units: a question, not an answer. */
    private static final int LONGEST = 600;

    /** Share of {@code chat.timeout} that rewriting may use: the rest is the answer's. Chosen. */
    private static final double SHARE_OF_TIMEOUT = 0.25;

    /** Most characters of one earlier turn that the model is shown. */
    private static final int LONGEST_TURN = 2_000;

    private static final Pattern KEPT = Pattern.compile("\\d+(?:[.,]\\d+)*|(?<=[\\p{Ll},;] )\\p{Lu}\\p{L}+");
    private static final Pattern LABEL =
            Pattern.compile("^(?i:(?:last |rewritten |standalone )?question|改写后的?问题|最后一个问题|问题)\\s*[:：]\\s*");
    private static final Pattern QUESTION_END = Pattern.compile("[?？][\"”」'）)]*\\s*$");
    /** The same sentence twice, one after the other. */
    private static final Pattern REPEATED = Pattern.compile("(?s)(.{12,}[.!?。！？])\\s*\\1");

    private static final Pattern QUOTES = Pattern.compile("^[\"“「'](.*)[\"”」']$");

    private final ChatClient client;
    private final Prompts prompts;
    private final AnswerConfig config;
    private final Consumer<TokenUsage> spent;

    /** @param spent is told what each request took */
    public FollowUpRewriter(ChatClient client, Prompts prompts, AnswerConfig config, Consumer<TokenUsage> spent) {
        this.client = client;
        this.prompts = prompts;
        this.config = config;
        this.spent = spent;
    }

    @Override
    public String standalone(String question, List<TurnRow> earlier) throws InterruptedException {
        String plain = new FollowUpEntities().standalone(question, earlier);
        if (earlier.isEmpty() || config.historyTokens() == 0) {
            return plain;
        }
        try {
            ChatReply reply =
                    client.stream(request(question, earlier), piece -> {}, client.deadline(SHARE_OF_TIMEOUT), spent);
            String line = cleaned(reply.text());
            return usable(line, question) ? line : plain;
        } catch (ChatFailure failure) {
            LOG.warn(
                    "a follow-up question was not rewritten by the model ({}): {}",
                    failure.reason().label(),
                    failure.getMessage());
            return plain;
        }
    }

    private ChatRequest request(String question, List<TurnRow> earlier) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String prompt = prompts.of(PromptKind.REWRITE, PromptLanguage.of(question))
                .fill(Map.of(
                        "question",
                        EvidenceText.visible(question),
                        "turns",
                        turns(earlier, client.tokens(), config.historyTokens()),
                        "boundary",
                        HexFormat.of().formatHex(random)));
        return ChatRequest.of(ChatMessage.user(prompt));
    }

    /** Returns the last turns that fit into so many tokens, oldest first; a turn goes in whole or not at all. */
    static String turns(List<TurnRow> earlier, TokenCount tokens, int most) {
        String text = "";
        for (int i = earlier.size() - 1; i >= 0; i--) {
            String turn = "Q: " + line(earlier.get(i).standalone()) + "\nA: "
                    + line(
                            earlier.get(i).said().isEmpty()
                                    ? "-"
                                    : earlier.get(i).said()) + "\n";
            if (tokens.count(turn + text) > most) {
                break;
            }
            text = turn + text;
        }
        return text.strip();
    }

    private static String line(String text) {
        String line = EvidenceText.visible(text).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TURN ? line : line.substring(0, LONGEST_TURN);
    }

    private static String cleaned(String written) {
        String line = EvidenceText.visible(written).strip();
        line = LABEL.matcher(line).replaceFirst("").strip();
        return QUOTES.matcher(line).replaceFirst("$1").strip();
    }

    private static boolean usable(String line, String question) {
        boolean sized = !line.isBlank() && line.length() <= LONGEST && line.indexOf('\n') < 0;
        boolean asks = !QUESTION_END.matcher(question).find()
                || QUESTION_END.matcher(line).find();
        String lower = line.toLowerCase(Locale.ROOT);
        return sized
                && asks
                && !REPEATED.matcher(line).find()
                && KEPT.matcher(question)
                        .results()
                        .map(MatchResult::group)
                        .allMatch(kept -> lower.contains(kept.toLowerCase(Locale.ROOT)));
    }
}
