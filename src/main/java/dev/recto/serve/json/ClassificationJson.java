package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.task.Classification;
import java.util.Locale;
import java.util.TreeMap;

/** Documents under labels, as they are shown outside. */
public final class ClassificationJson {
    private ClassificationJson() {}

    /** Returns who chose, the labels and their citations. */
    public static ObjectNode classification(Classification classification, String collection) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("by", classification.by().name().toLowerCase(Locale.ROOT));
        node.put("model", classification.model());
        node.put(
                "degraded",
                classification.degraded() == null
                        ? null
                        : classification.degraded().label());
        ArrayNode documents = node.putArray("documents");
        for (Classification.Labelled labelled : classification.documents()) {
            ObjectNode one = documents
                    .addObject()
                    .put("document", labelled.document().value())
                    .put("name", labelled.name())
                    .put("label", labelled.label())
                    .put("citation", labelled.citation());
            ObjectNode scores = one.putObject("scores");
            new TreeMap<>(labelled.scores()).forEach((label, score) -> scores.put(label, AnswerJson.rounded(score)));
        }
        ArrayNode citations = node.putArray("citations");
        classification.citations().forEach(citation -> citations.add(AnswerJson.citation(citation, collection)));
        return node;
    }
}
