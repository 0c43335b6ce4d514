package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.DocumentId;
import dev.recto.ingest.DeletionReceipt;
import dev.recto.serve.json.ReceiptJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        List<DeletionReceipt> receipts = new ArrayList<>();
        try (OpenHome open = root.open()) {
            CollectionRow collection = root.knownCollection(open);
            List<DocumentRow> rows = chosen(open, collection);
            try {
                for (DocumentRow row : rows) {
                    DeletionReceipt receipt = open.ingestor().delete(collection, row.id());
                    receipts.add(receipt);
                    if (!root.json) {
                        print(row, receipt);
                    }
                }
            } finally {
                // A receipt is owed for what is gone, even if a later document cannot be deleted.
                if (root.json) {
                    printJson(receipts);
                }
            }
        }
        return receipts.stream().allMatch(DeletionReceipt::absent) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Returns the documents that are meant, without those that go with another; refuses before anything is deleted. */
    private List<DocumentRow> chosen(OpenHome open, CollectionRow collection) {
        List<DocumentRow> named = documents.stream()
                .map(text -> Documents.one(open, collection, text))
                .distinct()
                .toList();
        Set<DocumentId> ids = named.stream().map(DocumentRow::id).collect(Collectors.toSet());
        List<DocumentRow> chosen = new ArrayList<>();
        for (DocumentRow row : named) {
            List<DocumentRow> holders = holders(open, row);
            if (holders.isEmpty()) {
                chosen.add(row);
            } else if (holders.stream().noneMatch(holder -> ids.contains(holder.id()))) {
                throw CommandException.failed("\"" + row.key() + "\" stands in another document; delete that one: "
                        + holders.getLast().key() + ". Nothing was deleted.");
            }
        }
        return chosen;
    }

    /** Returns the documents that a document stands in, from the inside out. */
    private static List<DocumentRow> holders(OpenHome open, DocumentRow row) {
        List<DocumentRow> holders = new ArrayList<>();
        for (DocumentId parent = row.parent();
                parent != null;
                parent = holders.getLast().parent()) {
            holders.add(open.catalog().documents().find(parent).orElseThrow());
        }
        return holders;
    }

    private void printJson(List<DeletionReceipt> receipts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode array = node.putArray("receipts");
        receipts.forEach(receipt -> array.add(ReceiptJson.receipt(receipt)));
        root.output().json(node);
    }

    private void print(DocumentRow row, DeletionReceipt receipt) {
        Output output = root.output();
        int originals = receipt.contents().size() - receipt.contentsKept().size();
        output.result("Deleted " + row.key() + " (" + row.id() + ") at " + receipt.deletedAt() + ": "
                + receipt.passages() + " passages, " + receipt.vectors() + " vectors, " + originals + " originals"
                + (receipt.documents().size() > 1 ? ", " + (receipt.documents().size() - 1) + " attachments" : "")
                + (receipt.absent()
                        ? "; a fresh look finds nothing of it."
                        : "; a fresh look still finds passages of it."));
        receipt.contentsKept()
                .forEach(hash -> output.message("Kept, since another document has the same bytes: " + hash));
    }
}
