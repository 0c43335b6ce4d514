package dev.recto.answer.chat;

import dev.recto.answer.DraftSentence;
import dev.recto.answer.ModelReport;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets a chat model summarise passages: as many at a time as its window holds, and then what it said of them, as long as that is more than a
 * summary. Every sentence keeps the passages that it rests on. Made for one summary; belongs to one thread.
 */
public final class SummaryModel {
    /** Sentences that a summary has at most; what is said of the parts is summarised again while it is longer. */
    private static final int MOST_SENTENCES = 8;

    /** Requests of one summary at most; a document that needs more is read in part, evenly. */
    private static final int MOST_REQUESTS = 40;

    /** Longest that one summary may take, in times {@code chat.timeout}. Chosen. */
    private static final int MOST_TIMEOUTS = 10;

    /** Tokens left free for what servers add around messages. */
    private static final int SPARE = 16;

    private final ChatClient client;
    private final Prompts prompts;
    private final Account account;
    private TokenUsage usage = TokenUsage.NONE;
    private long deadline;

    /** @param account of who asks */
    public SummaryModel(ChatClient client, Prompts prompts, Account account) {
        this.client = client;
        this.prompts = prompts;
        this.account = account;
    }

    /**
     * What was said, not yet checked.
     *
     * @param sentences in order
     * @param report how it came about
     */
    public record Summary(List<DraftSentence> sentences, ModelReport report) {}

    /**
     * Summarises a document's passages, in their order.
     *
     * @param snapshot the collection, for how it analyses words
     * @throws ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public Summary summarise(List<ScoredPassage> passages, PassageIndex.Snapshot snapshot) throws InterruptedException {
        String beginning =
                passages.isEmpty() ? "" : passages.getFirst().found().passage().text();
        PromptLanguage language = PromptLanguage.of(beginning);
        var said = new ArrayList<DraftSentence>();
        usage = TokenUsage.NONE;
        deadline = client.deadline(MOST_TIMEOUTS);
        int budget = budget(language);
        List<ScoredPassage> left = WindowedPassages.of(passages, budget, client.tokens()::count);
        for (int asked = 0; asked < MOST_REQUESTS && !left.isEmpty(); asked++) {
            EvidenceText evidence = EvidenceText.pack(left, budget, client.tokens()::count);
            if (evidence.passages().isEmpty()) {
                left = left.subList(evidence.read(), left.size());
                continue;
            }
            ChatReply reply = ask(evidence.text(), evidence.boundary(), language);
            said.addAll(drafts(reply.text(), evidence, new QuoteChoice(snapshot)));
            left = left.subList(evidence.read(), left.size());
        }
        String hash = prompts.hash(language, PromptKind.SYSTEM, PromptKind.SUMMARISE);
        if (said.size() <= MOST_SENTENCES) {
            return new Summary(said, report(hash));
        }
        ChatReply reduced = reduce(said, language, budget);
        List<DraftSentence> fewer = rested(reduced.text(), said);
        return new Summary(fewer.isEmpty() ? even(said) : fewer, report(hash));
    }

    private ModelReport report(String hash) {
        return new ModelReport("chat", client.model(), hash, usage, account.cost(client.model(), usage), null);
    }

    /** Returns the report of a summary that is quoted, since this model failed; what it took until then stands in it. */
    public ModelReport failed(ChatFailure failure) {
        String model = client.model();
        return new ModelReport("quote", model, null, usage, account.cost(model, usage), failure.reason());
    }

    private void spent(TokenUsage more) {
        usage = usage.plus(more);
        account.spent(client.model(), more);
    }

    private int budget(PromptLanguage language) {
        String bare =
                prompts.of(PromptKind.SUMMARISE, language).fill(Map.of("evidence", "", "boundary", "0123456789abcdef"));
        int framed = client.tokens()
                .count(List.of(
                        ChatMessage.system(
                                prompts.of(PromptKind.SYSTEM, language).text()),
                        ChatMessage.user(bare)));
        return client.config().window() - client.config().maxTokens() - framed - SPARE;
    }

    private ChatReply ask(String evidence, String boundary, PromptLanguage language) throws InterruptedException {
        String user =
                prompts.of(PromptKind.SUMMARISE, language).fill(Map.of("evidence", evidence, "boundary", boundary));
        return client.stream(
                ChatRequest.of(
                        ChatMessage.system(
                                prompts.of(PromptKind.SYSTEM, language).text()),
                        ChatMessage.user(user)),
                piece -> {},
                deadline,
                this::spent);
    }

    private static List<DraftSentence> drafts(String text, EvidenceText evidence, QuoteChoice choice) {
        var drafts = new ArrayList<DraftSentence>();
        for (CitationMarks marks : sentences(text)) {
            var quotes = new ArrayList<DraftSentence.Quote>();
            for (int number : marks.numbers()) {
                if (number >= 1 && number <= evidence.passages().size()) {
                    quotes.addAll(
                            choice.quotes(marks.text(), evidence.passages().get(number - 1)));
                }
            }
            drafts.add(new DraftSentence(marks.text(), quotes));
        }
        return drafts;
    }

    private static List<CitationMarks> sentences(String text) {
        var sentences = new ArrayList<CitationMarks>();
        var stream = new SentenceStream(sentence -> {
            CitationMarks marks = CitationMarks.of(EvidenceText.visible(sentence));
            if (marks.text().chars().anyMatch(Character::isLetterOrDigit)
                    && !marks.text().contains("NOT_FOUND")) {
                sentences.add(marks);
            }
        });
        stream.accept(text);
        stream.finish();
        return sentences;
    }

    private ChatReply reduce(List<DraftSentence> said, PromptLanguage language, int budget)
            throws InterruptedException {
        String boundary = EvidenceText.newBoundary();
        String end = EvidenceText.end(boundary);
        var text = new StringBuilder(EvidenceText.begin(boundary));
        for (int i = 0; i < said.size(); i++) {
            String line = "[" + (i + 1) + "] " + said.get(i).text() + "\n";
            if (client.tokens().count(text + line + end) > budget) {
                break;
            }
            text.append(line);
        }
        return ask(text + end, boundary, language);
    }

    /** A sentence about sentences rests on what these rest on. */
    private static List<DraftSentence> rested(String text, List<DraftSentence> said) {
        var drafts = new ArrayList<DraftSentence>();
        for (CitationMarks marks : sentences(text)) {
            var quotes = new ArrayList<DraftSentence.Quote>();
            marks.numbers().stream()
                    .filter(number -> number >= 1 && number <= said.size())
                    .forEach(number -> quotes.addAll(said.get(number - 1).quotes()));
            drafts.add(new DraftSentence(marks.text(), quotes));
        }
        return drafts.stream().limit(MOST_SENTENCES).toList();
    }

    private static List<DraftSentence> even(List<DraftSentence> said) {
        var few = new ArrayList<DraftSentence>();
        for (int i = 0; i < MOST_SENTENCES; i++) {
            few.add(said.get(i * said.size() / MOST_SENTENCES));
        }
        return few;
    }
}
