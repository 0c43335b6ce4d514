package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.Citation;
import dev.recto.answer.Degraded;
import dev.recto.answer.ModelReport;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.document.Box;
import dev.recto.document.PartKind;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer and its evidence in the shape that users, scripts and programs rely on. */
public final class AnswerJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerJson() {}

    /** Returns an answer from one collection's generation. */
    public static ObjectNode answer(Answer answer, String collection, int generation) {
        Answer.Report report = answer.report();
        ObjectNode node = JSON.objectNode();
        node.put("id", report.id());
        node.put("question", report.question());
        node.put("outcome", answer.outcome());
        node.put("confidence", rounded(report.confidence()));
        node.put("answerer", report.answerer());
        Degraded degraded = report.model().degraded();
        node.put("degraded", degraded == null ? null : degraded.label());
        if (report.model().model() != null) {
            node.put("model", report.model().model());
            node.put("prompt", report.model().prompt());
        }
        ArrayNode sentences = node.putArray("sentences");
        ArrayNode citations = node.putArray("citations");
        switch (answer) {
            case Answer.Grounded grounded -> {
                grounded.sentences().forEach(sentence -> sentences.add(sentence(sentence)));
                grounded.citations().forEach(citation -> citations.add(citation(citation, collection)));
            }
            case Answer.NotFound notFound -> {}
        }
        node.set("evidence", evidence(report.evidence()));
        node.set("usage", usage(report.model()));
        ObjectNode timings = node.putObject("timings_ms");
        timings.put("embed", rounded(report.embedMillis()));
        timings.put("retrieve", rounded(report.retrieveMillis()));
        timings.put("answer", rounded(report.answerMillis()));
        node.put("generation", generation);
        return node;
    }

    /** Returns what a chat model read and wrote, and what it cost. */
    static ObjectNode usage(ModelReport report) {
        TokenUsage tokens = report.usage();
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", tokens.promptTokens())
                .put("completion_tokens", tokens.completionTokens())
                .put("cost", money(report.cost().amount()))
                .put("currency", report.cost().currency());
        return tokens.estimated() ? usage.put("estimated", true) : usage;
    }

    /** Returns ranked passages. */
    public static ArrayNode evidence(List<ScoredPassage> passages) {
        ArrayNode nodes = JSON.arrayNode();
        passages.forEach(passage -> nodes.add(evidence(passage)));
        return nodes;
    }

    /** Returns one citation of an answer from a collection of this name. */
    public static ObjectNode citation(Citation citation, String collection) {
        ObjectNode node = JSON.objectNode();
        node.put("id", citation.number());
        node.put("collection", collection);
        node.put("document", citation.document().id().value());
        node.put("name", citation.document().name());
        node.put("part", citation.part());
        node.put("page", citation.page());
        node.put("section", citation.section());
        if (citation.line() != null) {
            node.put("line", citation.line());
        }
        if (citation.cell() != null) {
            node.put("cell", citation.cell());
        }
        node.put("quote", citation.quote());
        node.put("start", citation.range().start());
        node.put("end", citation.range().end());
        ArrayNode boxes = node.putArray("boxes");
        citation.boxes().forEach(box -> boxes.add(box(box)));
        node.put("passage", citation.passage().value());
        return node;
    }

    /** Returns one box. */
    public static ObjectNode box(Box box) {
        return JSON.objectNode()
                .put("x", rounded(box.x()))
                .put("y", rounded(box.y()))
                .put("width", rounded(box.width()))
                .put("height", rounded(box.height()));
    }

    private static ObjectNode evidence(ScoredPassage passage) {
        FoundPassage found = passage.found();
        ObjectNode node = JSON.objectNode();
        node.put("passage", found.id().value());
        node.put("document", found.document().id().value());
        node.put("name", found.document().name());
        node.put("part", found.passage().span().part());
        if (found.partKind() == PartKind.PAGE) {
            node.put("page", found.passage().span().part());
        } else {
            node.putNull("page");
        }
        node.put("section", section(found.passage().headingPath()));
        if (found.passage().label() != null) {
            node.put("label", found.passage().label());
        }
        node.put("start", found.passage().span().range().start());
        node.put("end", found.passage().span().range().end());
        node.put("score", rounded(passage.score()));
        node.put("lexical", rounded(passage.lexical()));
        node.put("dense", rounded(passage.dense()));
        node.put("text", found.passage().text());
        return node;
    }

    /** Returns a heading path as one text, or null where it is empty. */
    public static @Nullable String section(List<String> headingPath) {
        return headingPath.isEmpty() ? null : String.join(" › ", headingPath);
    }

    /** Returns one sentence of an answer. */
    public static ObjectNode sentence(AnswerSentence sentence) {
        ObjectNode node = JSON.objectNode();
        node.put("text", sentence.text());
        node.put("supported", sentence.supported());
        if (!sentence.supported()) {
            node.put("reason", sentence.verdict().reason());
            node.put("detail", sentence.verdict().detail());
        }
        ArrayNode citations = node.putArray("citations");
        sentence.citations().forEach(citations::add);
        return node;
    }

    /** A single answer may cost a millionth. */
    static double money(double amount) {
        return Math.round(amount * 1e9) / 1e9;
    }

    /** Four decimals say all that a score or a time has to say. */
    static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
