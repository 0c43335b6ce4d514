package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.LedgerEntry;
import dev.recto.catalog.VersionRow;
import dev.recto.document.Block;
import dev.recto.document.Box;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.TextLayout;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Documents, with their parts, passages, versions and ledger, as JSON. */
public final class DocumentJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DocumentJson() {}

    /** Returns a document's row. */
    public static ObjectNode document(DocumentRow row, String collection) {
        ObjectNode node = JSON.objectNode();
        node.put("id", row.id().value());
        node.put("collection", collection);
        node.put("key", row.key());
        node.put("name", row.name());
        node.put("title", row.title());
        node.put("media_type", row.mediaType());
        node.put("size", row.size());
        node.put("sha256", row.content() == null ? null : row.content().hex());
        node.put("state", row.state().label());
        node.put("outcome", row.outcome());
        node.put("sentence", row.sentence());
        node.put("version", row.version());
        node.put("parts", row.parts());
        node.put("passages", row.passages());
        node.put("parent", row.parent() == null ? null : row.parent().value());
        ObjectNode metadata = node.putObject("metadata");
        new TreeMap<>(row.metadata()).forEach(metadata::put);
        ArrayNode access = node.putArray("access");
        row.access().stream().sorted().forEach(access::add);
        node.put("received", row.received().toString());
        node.put("changed", row.changed().toString());
        return node;
    }

    /** Returns one part's facts, without its text. */
    public static ObjectNode part(Part part) {
        ObjectNode node = JSON.objectNode();
        node.put("number", part.number());
        node.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
        node.put("label", part.label());
        node.put("characters", part.text().length());
        return node;
    }

    /** Returns one part with its text, structure and layout. */
    public static ObjectNode part(DocumentId document, Part part) {
        ObjectNode node = JSON.objectNode();
        node.put("document", document.value());
        node.setAll(part(part));
        node.put("text", part.text());
        node.put("width", AnswerJson.rounded(part.width()));
        node.put("height", AnswerJson.rounded(part.height()));
        ArrayNode blocks = node.putArray("blocks");
        part.blocks().forEach(block -> blocks.add(block(block)));
        ArrayNode lines = node.putArray("lines");
        for (TextLayout.Line line : part.layout().lines()) {
            List<Box> box = part.layout().boxes(new TextRange(line.start(), line.end()));
            lines.addObject()
                    .put("start", line.start())
                    .put("end", line.end())
                    .set("box", AnswerJson.box(box.getFirst()));
        }
        return node;
    }

    private static ObjectNode block(Block block) {
        return JSON.objectNode()
                .put("kind", block.kind().name().toLowerCase(Locale.ROOT))
                .put("level", block.level())
                .put("label", block.label())
                .put("start", block.range().start())
                .put("end", block.range().end());
    }

    /** Returns one passage. */
    public static ObjectNode passage(FoundPassage found) {
        ObjectNode node = JSON.objectNode();
        node.put("id", found.id().value());
        node.put("number", found.passage().number());
        node.put("part", found.passage().span().part());
        node.put("start", found.passage().span().range().start());
        node.put("end", found.passage().span().range().end());
        node.put("section", AnswerJson.section(found.passage().headingPath()));
        ArrayNode models = node.putArray("models");
        found.sentences().keySet().stream().sorted().forEach(models::add);
        node.put("text", found.passage().text());
        return node;
    }

    /** Returns one version. */
    public static ObjectNode version(VersionRow version) {
        return JSON.objectNode()
                .put("number", version.number())
                .put("sha256", version.content().hex())
                .put("size", version.size())
                .put("received", version.received().toString());
    }

    /** Returns one entry of the ledger. */
    public static ObjectNode entry(LedgerEntry entry) {
        return JSON.objectNode()
                .put("position", entry.position())
                .put("at", entry.at().toString())
                .put("state", entry.state().label())
                .put("cause", entry.cause())
                .put("version", entry.version())
                .put("outcome", entry.outcome())
                .put("sentence", entry.sentence())
                .put("reader", entry.reader())
                .put("splitter", entry.splitter())
                .put("models", entry.models());
    }
}
