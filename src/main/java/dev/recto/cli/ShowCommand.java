package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            JsonNode row = home.document(root.collection(), document);
            if (part != null) {
                printPart(home, row, part);
                return ExitCode.DONE;
            }
            ObjectNode shown = home.show(root.collection(), row.path("id").asText());
            if (root.json) {
                root.output().json(shown);
            } else {
                print(shown);
            }
        }
        return ExitCode.DONE;
    }

    private void printPart(CommandHome home, JsonNode row, int number) {
        int parts = row.path("parts").asInt();
        if (!row.hasNonNull("sha256") || number < 1 || number > parts) {
            throw CommandException.failed(
                    row.path("name").asText() + " has " + parts + " parts; there is no part " + number + ".");
        }
        ObjectNode read = home.part(root.collection(), row.path("id").asText(), number);
        if (root.json) {
            root.output().json(read);
        } else {
            root.output().result(read.path("text").asText());
        }
    }

    private void print(JsonNode shown) {
        Output output = root.output();
        output.result(text(shown, "name", "") + "  " + text(shown, "id", ""));
        output.result("  key       " + text(shown, "key", ""));
        output.result("  type      " + text(shown, "media_type", "not read"));
        output.result("  title     " + text(shown, "title", "none"));
        output.result("  state     " + text(shown, "state", "")
                + (shown.hasNonNull("sentence") ? ": " + text(shown, "sentence", "") : ""));
        shown.path("metadata")
                .properties()
                .forEach(pair -> output.result(
                        "  " + pair.getKey() + "=" + pair.getValue().asText()));
        output.result("Versions");
        shown.path("versions")
                .forEach(version -> output.result("  " + text(version, "number", "") + "  "
                        + text(version, "received", "") + "  " + text(version, "size", "") + " bytes  "
                        + text(version, "sha256", "")));
        output.result("Parts");
        shown.path("part_list")
                .forEach(part -> output.result("  " + text(part, "number", "") + "  " + text(part, "kind", "")
                        + (part.hasNonNull("label") ? " " + text(part, "label", "") : "") + ", "
                        + text(part, "characters", "") + " characters"));
        output.result("Passages");
        shown.path("passage_list")
                .forEach(passage -> output.result("  " + text(passage, "id", "") + "  part "
                        + text(passage, "part", "") + "  "
                        + AnswerText.preview(text(passage, "text", ""), PREVIEW)));
        output.result("Ledger");
        shown.path("ledger")
                .forEach(entry -> output.result("  " + text(entry, "at", "") + "  " + text(entry, "state", "") + "  "
                        + text(entry, "cause", "")
                        + (entry.hasNonNull("outcome") ? "  " + text(entry, "outcome", "") : "")));
    }

    private static String text(JsonNode node, String field, String absent) {
        return node.hasNonNull(field) ? node.path(field).asText() : absent;
    }
}
