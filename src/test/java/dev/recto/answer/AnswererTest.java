package dev.recto.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.config.AnswerConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.LocalEmbedder;
import dev.recto.evaluate.SharedFinder;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageVector;
import dev.recto.index.VectorField;
import dev.recto.ingest.EmbeddingTexts;
import dev.recto.read.PassageSplitter;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswererTest {
    @TempDir
    static Path folder;

    private static final String HEADER = "Event\tDays of special leave";
    private static final Map<ContentHash, Part> PARTS = new HashMap<>();
    private static Embedder embedder;
    private static LuceneIndex index;

    @BeforeAll
    static void index() throws InterruptedException {
        embedder = new LocalEmbedder(folder.resolve("cache"), 1);
        index = LuceneIndex.open(
                folder.resolve("index"),
                embedder.models().stream()
                        .map(model -> new VectorField(model.id(), model.dimensions()))
                        .toList());
        add(
                "lease00000",
                PartKind.PAGE,
                heading("Lease of Office Premises", 1),
                heading("Notice", 2),
                paragraph(
                        "Either party may end this lease by giving six months' written notice. The notice is sent by post."),
                heading("Deposit", 2),
                paragraph(
                        "The tenant pays a deposit of £26,850 before the keys are handed over. It bears no interest."));
        add(
                "travel0000",
                PartKind.PAGE,
                heading("差旅管理办法", 1),
                paragraph("出差借款的上限为人民币八千元，应当在返回后五个工作日内结清。住宿费凭发票报销。"),
                paragraph("员工应当在出发前至少三个工作日提交出差申请。"));
        add(
                "leave00000",
                PartKind.PAGE,
                heading("Special leave", 1),
                paragraph("Special leave is given for the events below."),
                row("Event", "Days of special leave"),
                row("Own wedding", "2"),
                row("Birth of a child", "10"),
                row("Moving house", "1"));
        add(
                "source0000",
                PartKind.BODY,
                code(
                        "import math\n\ndef tidal_window(hours):\n    # A window lasts ninety minutes\n    return 90 * hours\n"));
        index.commit(1);
    }

    @AfterAll
    static void close() {
        index.close();
        embedder.close();
    }

    @Test
    void ask_inEnglish_quotesTheSentenceAndNamesItsPageAndSection() throws InterruptedException {
        Answer.Grounded answer = grounded("How large is the deposit that the tenant pays?");
        assertThat(answer.sentences().getFirst().text())
                .isEqualTo("The tenant pays a deposit of £26,850 before the keys are handed over.");
        assertThat(answer.sentences().getFirst().supported()).isTrue();
        Citation citation = answer.citations().getFirst();
        assertThat(citation.page()).isEqualTo(1);
        assertThat(citation.section()).isEqualTo("Lease of Office Premises › Deposit");
        assertThat(citation.range().of(PARTS.get(citation.document().content()).text()))
                .isEqualTo(citation.quote());
    }

    @Test
    void ask_inChinese_quotesOneSentence() throws InterruptedException {
        Answer.Grounded answer = grounded("出差借款的上限是多少？");
        assertThat(answer.sentences().getFirst().text()).isEqualTo("出差借款的上限为人民币八千元，应当在返回后五个工作日内结清。");
        assertThat(answer.citations().getFirst().section()).isEqualTo("差旅管理办法");
    }

    @Test
    void ask_whatATableHolds_saysTheRowWithItsHeaderAndCitesTheRow() throws InterruptedException {
        Answer.Grounded answer = grounded("How many days of special leave are given for the birth of a child?");
        AnswerSentence first = answer.sentences().getFirst();
        assertThat(first.text()).isEqualTo("Event: Birth of a child; Days of special leave: 10");
        assertThat(first.supported()).isTrue();
        assertThat(answer.citations().getFirst().quote()).isEqualTo("Birth of a child\t10");
        assertThat(answer.sentences()).noneMatch(sentence -> sentence.text().startsWith("Event\t"));
    }

    @Test
    void ask_ofSourceCode_namesTheLine() throws InterruptedException {
        Answer.Grounded answer = grounded("How long does a tidal window last?");
        assertThat(answer.sentences().getFirst().text()).contains("ninety minutes");
        assertThat(answer.citations().getFirst().line()).isEqualTo(4);
        assertThat(answer.citations().getFirst().page()).isNull();
    }

    @Test
    void ask_whatTheDocumentsDoNotSay_isNotFoundAndStillShowsTheNearest() throws InterruptedException {
        for (String foreign :
                List.of("What is the capital of Mongolia?", "谁发明了电话？", "Who won the 1998 World Cup final?")) {
            Answer answer = ask(foreign, AnswerListener.NONE);
            assertThat(answer).as(foreign).isInstanceOf(Answer.NotFound.class);
            assertThat(answer.report().confidence()).isBetween(0.0, 0.3);
            assertThat(answer.report().evidence()).isNotEmpty();
        }
    }

    @Test
    void ask_onlyPunctuation_isNotFound() throws InterruptedException {
        assertThat(ask("?!?", AnswerListener.NONE)).isInstanceOf(Answer.NotFound.class);
    }

    @Test
    void listener_whileAnswering_hearsEvidenceThenEachCitationBeforeItsSentence() throws InterruptedException {
        var heard = new ArrayList<String>();
        Answer.Grounded answer =
                (Answer.Grounded) ask("How large is the deposit that the tenant pays?", new AnswerListener() {
                    @Override
                    public void evidence(List<dev.recto.retrieve.ScoredPassage> passages) {
                        heard.add("evidence");
                    }

                    @Override
                    public void citation(Citation citation) {
                        heard.add("citation " + citation.number());
                    }

                    @Override
                    public void sentence(AnswerSentence sentence) {
                        heard.add("sentence " + sentence.citations());
                    }
                });
        assertThat(heard).startsWith("evidence", "citation 1", "sentence [1]");
        assertThat(heard)
                .hasSize(1 + answer.citations().size() + answer.sentences().size());
    }

    @Test
    void listenerThatCancels_endsTheAnswerAtOnce() {
        var sentences = new ArrayList<String>();
        assertThatThrownBy(() -> ask("How large is the deposit that the tenant pays?", new AnswerListener() {
                    @Override
                    public void sentence(AnswerSentence sentence) {
                        sentences.add(sentence.text());
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(sentences).hasSize(1);
    }

    @Test
    void citation_ofAPassageThatItsPartDoesNotHold_isRefused() {
        PartSource changed =
                (content, number) -> Part.flowing(1, PartKind.BODY, null, "Other words. ".repeat(60), List.of());
        assertThatThrownBy(() -> answerer(changed)
                        .answer(
                                Caller.owner(),
                                AnswerRequest.of(Question.of("How large is the deposit that the tenant pays?")),
                                index.snapshot(),
                                AnswerListener.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("doctor --repair");
    }

    @Test
    void answerKind_ofAQuestion_tellsWhatASentenceMustHold() {
        assertThat(AnswerKind.of("How many days of leave are there?")).isEqualTo(AnswerKind.NUMBER);
        assertThat(AnswerKind.of("租期从何时开始？")).isEqualTo(AnswerKind.TIME);
        assertThat(AnswerKind.of("Who signs the lease?")).isEqualTo(AnswerKind.OTHER);
        assertThat(AnswerKind.of("How did the restructuring lower costs?")).isEqualTo(AnswerKind.EXPLANATION);
        assertThat(AnswerKind.of("总结公司的环境责任。")).isEqualTo(AnswerKind.EXPLANATION);
        assertThat(AnswerKind.NUMBER.fits("There are 28 days.", "How many days?"))
                .isTrue();
        assertThat(AnswerKind.NUMBER.fits("There are days.", "How many days?")).isFalse();
        assertThat(AnswerKind.NUMBER.fits("In 2024 there were some.", "How many in 2024?"))
                .isFalse();
        assertThat(AnswerKind.TIME.fits("租期自二〇二五年五月起。", "租期从何时开始？")).isTrue();
    }

    private static Answer.Grounded grounded(String question) throws InterruptedException {
        Answer answer = ask(question, AnswerListener.NONE);
        assertThat(answer).as(question).isInstanceOf(Answer.Grounded.class);
        return (Answer.Grounded) answer;
    }

    private static Answer ask(String question, AnswerListener listener) throws InterruptedException {
        try (var snapshot = index.snapshot()) {
            return answerer((content, number) -> PARTS.get(content))
                    .answer(Caller.owner(), AnswerRequest.of(Question.of(question)), snapshot, listener);
        }
    }

    private static Answerer answerer(PartSource parts) {
        return new Answerer(
                new Retriever(embedder),
                new Answerability(
                        new SentenceRanking(SentenceRanking.Weights.DEFAULT, SharedFinder.FINDER),
                        SignalWeights.shipped(),
                        AnswerConfig.DEFAULT.leastConfidence()),
                new Grounding(parts, AnswerConfig.Unsupported.MARK),
                new QuotingModel());
    }

    private record Piece(BlockKind kind, int level, String text) {}

    private static Piece heading(String text, int level) {
        return new Piece(BlockKind.HEADING, level, text);
    }

    private static Piece paragraph(String text) {
        return new Piece(BlockKind.PARAGRAPH, 0, text);
    }

    private static Piece row(String... cells) {
        return new Piece(BlockKind.TABLE_ROW, 0, String.join("\t", cells));
    }

    private static Piece code(String text) {
        return new Piece(BlockKind.CODE, 0, text);
    }

    private static DocumentFacts facts(String id, String text) {
        return new DocumentFacts(
                new DocumentId("d_" + id), id, null, Set.of(Caller.EVERYONE), Map.of(), ContentHash.of(text));
    }

    private static void add(String id, PartKind kind, Piece... pieces) throws InterruptedException {
        var text = new StringBuilder();
        var blocks = new ArrayList<Block>();
        for (Piece piece : pieces) {
            int start = text.length();
            text.append(piece.text);
            String header = piece.kind == BlockKind.TABLE_ROW ? HEADER : null;
            blocks.add(new Block(piece.kind, new TextRange(start, text.length()), piece.level, header, null));
            text.append(piece.kind == BlockKind.TABLE_ROW ? "\n" : "\n\n");
        }
        Part part = Part.flowing(1, kind, null, text.toString(), blocks);
        DocumentFacts facts = facts(id, part.text());
        PARTS.put(facts.content(), part);
        var texts = new EmbeddingTexts(null, id);
        var entries = new ArrayList<PassageEntry>();
        for (Passage passage :
                new PassageSplitter().split(new SourceDocument("text/plain", null, Map.of(), List.of(part)))) {
            var vectors = new ArrayList<PassageVector>();
            for (String model : embedder.modelsFor(passage.text())) {
                Embedding embedding =
                        embedder.embed(model, List.of(texts.of(passage))).getFirst();
                vectors.add(new PassageVector(model, embedding.vector(), embedding.sentences()));
            }
            entries.add(new PassageEntry(new PassageId("p_" + id + passage.number()), passage, kind, vectors));
        }
        index.replace(facts, entries);
    }
}
