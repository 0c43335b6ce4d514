package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code delete}: removes documents and says what went. */
@Command(name = "delete", description = "Delete documents everywhere, and print a receipt for each.")
final class DeleteCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "1..*", paramLabel = "DOC", description = "Documents' ids, keys or names.")
    List<String> documents = new ArrayList<>();

    DeleteCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<JsonNode> receipts = new ArrayList<>();
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            List<JsonNode> rows = chosen(home);
            List<JsonNode> gone = new ArrayList<>();
            try {
                for (JsonNode row : rows) {
                    home.delete(root.collection(), row.path("id").asText());
                    gone.add(row);
                }
            } finally {
                for (JsonNode row : gone) {
                    JsonNode receipt =
                            home.receipt(root.collection(), row.path("id").asText());
                    receipts.add(receipt);
                    if (!root.json) {
                        print(row, receipt);
                    }
                }
                // A receipt is owed for what is gone, even if a later document cannot be deleted.
                if (root.json) {
                    printJson(receipts);
                }
            }
        }
        return receipts.stream().allMatch(receipt -> receipt.path("absent").asBoolean())
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    /** Returns the documents that are meant, without those that go with another; refuses before anything is deleted. */
    private List<JsonNode> chosen(CommandHome home) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (String text : documents) {
            JsonNode row = home.document(root.collection(), text);
            named.put(row.path("id").asText(), row);
        }
        List<JsonNode> chosen = new ArrayList<>();
        for (JsonNode row : named.values()) {
            List<JsonNode> holders = holders(home, row);
            if (holders.isEmpty()) {
                chosen.add(row);
            } else if (holders.stream()
                    .noneMatch(holder -> named.containsKey(holder.path("id").asText()))) {
                throw CommandException.failed("\"" + row.path("key").asText()
                        + "\" stands in another document; delete that one: "
                        + holders.getLast().path("key").asText() + ". Nothing was deleted.");
            }
        }
        return chosen;
    }

    /** Returns the documents that a document stands in, from the inside out. */
    private List<JsonNode> holders(CommandHome home, JsonNode row) {
        List<JsonNode> holders = new ArrayList<>();
        for (JsonNode inner = row; inner.hasNonNull("parent"); inner = holders.getLast()) {
            holders.add(home.document(root.collection(), inner.path("parent").asText()));
        }
        return holders;
    }

    private void printJson(List<JsonNode> receipts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("receipts").addAll(receipts);
        root.output().json(node);
    }

    private void print(JsonNode row, JsonNode receipt) {
        Output output = root.output();
        int documents = receipt.path("documents").size();
        int originals =
                receipt.path("contents").size() - receipt.path("contents_kept").size();
        output.result(
                "Deleted " + row.path("key").asText() + " (" + row.path("id").asText() + ") at "
                        + receipt.path("deleted_at").asText() + ": "
                        + receipt.path("passages").asInt() + " passages, "
                        + receipt.path("vectors").asInt() + " vectors, " + originals + " originals"
                        + (documents > 1 ? ", " + (documents - 1) + " attachments" : "")
                        + (receipt.path("absent").asBoolean()
                                ? "; a fresh look finds nothing of it."
                                : "; a fresh look still finds passages of it."));
        JsonNode scan = receipt.path("scan");
        output.message(
                scan.isObject()
                        ? "Of its words " + scan.path("found").asInt() + " stretches stand in the "
                                + scan.path("files").asInt() + " files of the home."
                        : "Index files that hold its words are written anew by "
                                + receipt.path("expunge_by").asText() + ".");
        receipt.path("backups")
                .forEach(backup -> output.message(
                        "A backup still holds it: " + backup.path("place").asText() + ", "
                                + backup.path("id").asText()));
        receipt.path("contents_kept")
                .forEach(hash -> output.message("Kept, since another document has the same bytes: " + hash.asText()));
    }
}
