package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.LedgerEntry;
import dev.recto.catalog.VersionRow;
import dev.recto.document.ContentHash;
import dev.recto.document.Part;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.serve.json.DocumentJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}: everything that is known of one document. */
@Command(name = "show", description = "Show one document: its parts, passages, versions and ledger.")
final class ShowCommand implements Callable<Integer> {
    private static final int PREVIEW = 90;

    private final RectoCommand root;

    @Parameters(arity = "1", paramLabel = "DOC", description = "A document's id, key or name.")
    String document = "";

    @Option(names = "--part", paramLabel = "N", description = "Print the text of this part (page, sheet, slide) alone.")
    @Nullable
    Integer part;

    ShowCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        try (OpenHome open = root.open()) {
            CollectionRow collection = root.knownCollection(open);
            DocumentRow row = Documents.one(open, collection, document);
            if (part != null) {
                printPart(open, row, part);
                return ExitCode.DONE;
            }
            Shown shown = new Shown(
                    row,
                    parts(open, row),
                    passages(open, collection, row),
                    open.catalog().documents().versions(row.id()),
                    open.catalog().ledger().of(row.id()));
            if (root.json) {
                root.output().json(json(shown, collection.name()));
            } else {
                print(shown);
            }
        }
        return ExitCode.DONE;
    }

    private record Shown(
            DocumentRow row,
            List<Part> parts,
            List<FoundPassage> passages,
            List<VersionRow> versions,
            List<LedgerEntry> ledger) {}

    private void printPart(OpenHome open, DocumentRow row, int number) {
        ContentHash content = row.content();
        if (content == null || number < 1 || number > row.parts()) {
            throw CommandException.failed(
                    row.name() + " has " + row.parts() + " parts; there is no part " + number + ".");
        }
        Part read = open.parts().part(content, number);
        if (root.json) {
            root.output().json(DocumentJson.part(read).put("text", read.text()));
        } else {
            root.output().result(read.text());
        }
    }

    private static List<Part> parts(OpenHome open, DocumentRow row) {
        List<Part> parts = new ArrayList<>();
        ContentHash content = row.content();
        for (int number = 1; content != null && number <= row.parts(); number++) {
            parts.add(open.parts().part(content, number));
        }
        return parts;
    }

    private static List<FoundPassage> passages(OpenHome open, CollectionRow collection, DocumentRow row) {
        if (row.passages() == 0) {
            return List.of();
        }
        try (PassageIndex.Snapshot snapshot = open.index(collection).snapshot()) {
            return snapshot.passages(row.id());
        }
    }

    private static ObjectNode json(Shown shown, String collection) {
        ObjectNode node = DocumentJson.document(shown.row(), collection);
        ArrayNode parts = node.putArray("part_list");
        shown.parts().forEach(part -> parts.add(DocumentJson.part(part)));
        ArrayNode passages = node.putArray("passage_list");
        shown.passages().forEach(passage -> passages.add(DocumentJson.passage(passage)));
        ArrayNode versions = node.putArray("versions");
        shown.versions().forEach(version -> versions.add(DocumentJson.version(version)));
        ArrayNode ledger = node.putArray("ledger");
        shown.ledger().forEach(entry -> ledger.add(DocumentJson.entry(entry)));
        return node;
    }

    private void print(Shown shown) {
        Output output = root.output();
        DocumentRow row = shown.row();
        output.result(row.name() + "  " + row.id());
        output.result("  key       " + row.key());
        output.result("  type      " + (row.mediaType() == null ? "not read" : row.mediaType()));
        output.result("  title     " + (row.title() == null ? "none" : row.title()));
        output.result("  state     " + row.state().label() + (row.sentence() == null ? "" : ": " + row.sentence()));
        row.metadata().forEach((key, value) -> output.result("  " + key + "=" + value));
        output.result("Versions");
        shown.versions()
                .forEach(version -> output.result("  " + version.number() + "  " + version.received() + "  "
                        + version.size() + " bytes  " + version.content().hex()));
        output.result("Parts");
        shown.parts()
                .forEach(part -> output.result(
                        "  " + part.number() + "  " + part.kind().name().toLowerCase(java.util.Locale.ROOT)
                                + (part.label() == null ? "" : " " + part.label()) + ", "
                                + part.text().length() + " characters"));
        output.result("Passages");
        shown.passages()
                .forEach(passage -> output.result("  " + passage.id() + "  part "
                        + passage.passage().span().part() + "  "
                        + AnswerText.preview(passage.passage().text(), PREVIEW)));
        output.result("Ledger");
        shown.ledger()
                .forEach(entry ->
                        output.result("  " + entry.at() + "  " + entry.state().label() + "  " + entry.cause()
                                + (entry.outcome() == null ? "" : "  " + entry.outcome())));
    }
}
