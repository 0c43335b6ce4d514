package dev.recto.answer.chat;

import dev.recto.answer.AnswerModel;
import dev.recto.answer.AnswerTask;
import dev.recto.answer.Degraded;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.ModelReport;
import dev.recto.answer.moderation.ModeratedException;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a chat model write the answer from the evidence, sentence by sentence as it comes.
 *
 * <p>Where the model fails, or is cut short, before its first sentence that may be shown, the evidence is quoted instead. Where it fails
 * later, the answer ends with the sentences that were said: they were checked like any others, and what was released is never taken
 * back. Either way the report says why.
 */
public final class ChatAnswerModel implements AnswerModel {
    private static final Logger LOG = LoggerFactory.getLogger(ChatAnswerModel.class);

    /** Tokens left free for what servers add around messages. */
    private static final int SPARE = 16;

    private static final Pattern NOT_FOUND = Pattern.compile("[^\\p{L}]*NOT[_ ]FOUND[^\\p{L}]*");
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•·]|#{1,6}|\\d{1,3}[.)、])[\\s\\u3000]+");

    /** What is left of a list's number where the text after it was taken for the next sentence. */
    private static final Pattern BARE_MARK = Pattern.compile("\\d{1,3}[.)、]");

    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]\\[]{0,500})]\\([^)]{0,2000}\\)");
    private static final Pattern ANY_WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private final ChatClient client;
    private final Prompts prompts;
    private final AnswerModel quoting;
    private final Account account;
    private final long nanosUsed;

    /**
     * Creates an answer model.
     *
     * @param quoting answers where the chat model does not
     * @param account of who asks
     */
    public ChatAnswerModel(ChatClient client, Prompts prompts, AnswerModel quoting, Account account) {
        this.client = client;
        this.prompts = prompts;
        this.quoting = quoting;
        this.account = account;
        this.nanosUsed = 0;
    }

    private ChatAnswerModel(ChatAnswerModel other, long nanosUsed) {
        this.client = other.client;
        this.prompts = other.prompts;
        this.quoting = other.quoting;
        this.account = other.account;
        this.nanosUsed = nanosUsed;
    }

    /** Returns the same model, for a question that has used so much of {@code chat.timeout} already. */
    public ChatAnswerModel after(long nanos) {
        return new ChatAnswerModel(this, nanos);
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public ModelReport answer(AnswerTask task, Consumer<DraftSentence> sentences) throws InterruptedException {
        PromptLanguage language = PromptLanguage.of(task.question().text());
        String hash = prompts.hash(language, PromptKind.SYSTEM, PromptKind.ANSWER);
        String model = asked(task);
        var told = new Told(model, hash);
        if (account.isReached()) {
            return quoted(task, sentences, told.report("quote", TokenUsage.NONE, Degraded.BUDGET));
        }
        ChatPrompt prompt = prompt(task, language);
        if (prompt.evidence().passages().isEmpty()) {
            LOG.warn("answer degraded: no passage fits into the prompt; raise chat.window or lower chat.max_tokens");
            return quoted(task, sentences, told.report("quote", TokenUsage.NONE, Degraded.INVALID));
        }
        var said = new Said(task, prompt.evidence(), sentences);
        var stream = new SentenceStream(said);
        var taken = new AtomicReference<>(TokenUsage.NONE);
        try {
            ChatReply reply = client.stream(prompt.request(), stream, client.deadline(1) - nanosUsed, usage -> {
                account.spent(model, usage);
                taken.set(usage);
            });
            if (reply.cutShort()) {
                throw Failures.invalid("reached its most tokens before its answer ended. Raise chat.max_tokens")
                        .withUsage(reply.usage());
            }
            stream.finish();
            return told.report("chat", reply.usage(), null);
        } catch (ModeratedException refused) {
            if (!refused.midway()) {
                throw refused;
            }
            return told.report("chat", taken.get(), refused.degraded());
        } catch (ChatFailure failure) {
            LOG.warn("answer degraded ({}): {}", failure.reason().label(), failure.getMessage());
            if (said.count > 0) {
                return told.report("chat", failure.usage(), failure.reason());
            }
            return quoted(task, sentences, told.report("quote", failure.usage(), failure.reason()));
        }
    }

    @Override
    public ModelReport instead(AnswerTask task, Consumer<DraftSentence> sentences, ModelReport spoken)
            throws InterruptedException {
        if (!spoken.answerer().equals(name())) {
            return spoken;
        }
        var report = new ModelReport(
                quoting.name(), spoken.model(), spoken.prompt(), spoken.usage(), spoken.cost(), spoken.degraded());
        return quoted(task, sentences, report);
    }

    /** What every report of one question tells. */
    private final class Told {
        private final String model;
        private final String hash;

        Told(String model, String hash) {
            this.model = model;
            this.hash = hash;
        }

        ModelReport report(String answerer, TokenUsage usage, @Nullable Degraded degraded) {
            return new ModelReport(answerer, model, hash, usage, account.cost(model, usage), degraded);
        }
    }

    private ModelReport quoted(AnswerTask task, Consumer<DraftSentence> sentences, ModelReport report)
            throws InterruptedException {
        quoting.answer(task, sentences);
        return report;
    }

    private String asked(AnswerTask task) {
        return client.model(task.settings().chat().model());
    }

    /** What is sent, and the passages that its numbers stand for. */
    private record ChatPrompt(ChatRequest request, EvidenceText evidence) {}

    private ChatPrompt prompt(AnswerTask task, PromptLanguage language) {
        String system = prompts.of(PromptKind.SYSTEM, language).text();
        Prompt answer = prompts.of(PromptKind.ANSWER, language);
        String question = EvidenceText.visible(task.question().text()).strip();
        String bare = answer.fill(Map.of("question", question, "evidence", "", "boundary", "0123456789abcdef"));
        TokenCount tokens = client.tokens();
        int reply = replyTokens(task);
        int framed = tokens.count(List.of(ChatMessage.system(system), ChatMessage.user(bare)));
        int budget = client.config().window() - reply - framed - SPARE;
        EvidenceText evidence = EvidenceText.pack(task.evidence().passages(), budget, tokens::count);
        String user =
                answer.fill(Map.of("question", question, "evidence", evidence.text(), "boundary", evidence.boundary()));
        var messages = List.of(ChatMessage.system(system), ChatMessage.user(user));
        ChatSettings asked = task.settings().chat();
        var settings = new ChatSettings(asked.model(), asked.temperature(), reply);
        return new ChatPrompt(new ChatRequest(messages, settings), evidence);
    }

    /** Half of the window at most: an answer without evidence would be none. */
    private int replyTokens(AnswerTask task) {
        Integer asked = task.settings().chat().maxTokens();
        return Math.min(
                asked == null ? client.config().maxTokens() : asked,
                client.config().window() / 2);
    }

    /** Makes drafts of the model's sentences; one that it says again, as small models do, is left out. */
    private static final class Said implements Consumer<String> {
        private final EvidenceText evidence;
        private final QuoteChoice choice;
        private final Consumer<DraftSentence> sentences;
        private final Set<String> heard = new HashSet<>();
        private int count;

        Said(AnswerTask task, EvidenceText evidence, Consumer<DraftSentence> sentences) {
            this.evidence = evidence;
            this.choice = new QuoteChoice(task.snapshot());
            this.sentences = sentences;
        }

        @Override
        public void accept(String sentence) {
            DraftSentence draft = draft(sentence);
            if (draft != null && heard.add(draft.text())) {
                count++;
                sentences.accept(draft);
            }
        }

        private @Nullable DraftSentence draft(String sentence) {
            String plain = EvidenceText.visible(LINK.matcher(sentence).replaceAll("$1"));
            CitationMarks marks =
                    CitationMarks.of(LIST_MARK.matcher(plain.strip()).replaceFirst(""));
            String text = marks.text();
            boolean listMark =
                    marks.numbers().isEmpty() && BARE_MARK.matcher(text).matches();
            if (listMark
                    || evidence.echoed(text)
                    || NOT_FOUND.matcher(text).matches()
                    || !ANY_WORD.matcher(text).find()) {
                return null;
            }
            List<DraftSentence.Quote> quotes = new ArrayList<>();
            for (int number : marks.numbers()) {
                if (number >= 1 && number <= evidence.passages().size()) {
                    ScoredPassage cited = evidence.passages().get(number - 1);
                    quotes.addAll(choice.quotes(text, cited));
                }
            }
            return new DraftSentence(text, quotes);
        }
    }
}
