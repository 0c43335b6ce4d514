package dev.recto.answer.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.Grounding;
import dev.recto.answer.chat.ExtractionModel;
import dev.recto.answer.grounding.SentenceCheck;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a schema out of documents by a chat model; a value counts only where a passage holds it. */
public final class Extractions {
    private final Grounding grounding;
    private final ExtractionModel model;

    public Extractions(Grounding grounding, ExtractionModel model) {
        this.grounding = grounding;
        this.model = model;
    }

    /**
     * Reads a document. Of each field the first value counts that a passage holds.
     *
     * @param found the document's passages, in order
     * @throws dev.recto.answer.chat.ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public Extraction extract(List<FoundPassage> found, FieldSchema schema) throws InterruptedException {
        List<ScoredPassage> passages = Summaries.scored(found);
        List<ExtractionModel.Reading> readings = model.read(passages, schema.text());
        SentenceCheck check = grounding.check();
        Grounding.Said said = grounding.begin(passages, AnswerListener.NONE);
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        List<Extraction.Field> fields = new ArrayList<>();
        for (String field : schema.fields()) {
            Extraction.Field read = field(field, readings, check, said);
            if (read != null) {
                fields.add(read);
                if (read.citation() != null) {
                    values.set(field, read.value());
                }
            }
        }
        return new Extraction(values, fields, said.citations(), schema.problems(values));
    }

    private static Extraction.@Nullable Field field(
            String field, List<ExtractionModel.Reading> readings, SentenceCheck check, Grounding.Said said) {
        Extraction.Field unbacked = null;
        for (ExtractionModel.Reading reading : readings) {
            JsonNode value = reading.values().path(field);
            if (value.isMissingNode() || value.isNull() || text(value).isBlank()) {
                continue;
            }
            for (ScoredPassage passage : likeliestFirst(reading, field)) {
                int sentence = check.holding(text(value), passage.found());
                if (sentence >= 0) {
                    return new Extraction.Field(field, value, cite(passage, sentence, said));
                }
            }
            unbacked = unbacked == null ? new Extraction.Field(field, value, null) : unbacked;
        }
        return unbacked;
    }

    private static List<ScoredPassage> likeliestFirst(ExtractionModel.Reading reading, String field) {
        int named = reading.sources().path(field).asInt(0);
        List<ScoredPassage> passages = new ArrayList<>(reading.passages());
        if (named >= 1 && named <= passages.size()) {
            passages.addFirst(passages.remove(named - 1));
        }
        return passages;
    }

    /** The words that hold the value are quoted, so they are checked like a quoted sentence. */
    private static int cite(ScoredPassage passage, int sentence, Grounding.Said said) {
        var quote = new DraftSentence.Quote(
                passage, passage.found().passage().sentences().get(sentence));
        said.add(new DraftSentence(passage.found().passage().sentence(sentence), List.of(quote)));
        AnswerSentence quoted = said.sentences().getLast();
        return quoted.citations().getFirst();
    }

    private static String text(JsonNode value) {
        if (value.isContainerNode()) {
            List<String> texts = new ArrayList<>();
            value.forEach(each -> texts.add(text(each)));
            return String.join(" ", texts);
        }
        return value.asText();
    }
}
