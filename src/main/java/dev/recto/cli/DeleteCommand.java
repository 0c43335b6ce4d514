package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.ingest.DeletionReceipt;
import java.util.ArrayList;
import java.util.List;
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
        Output output = root.output();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode receipts = node.putArray("receipts");
        try (OpenHome open = root.open()) {
            CollectionRow collection = root.knownCollection(open);
            List<DocumentRow> rows = documents.stream()
                    .map(text -> Documents.one(open, collection, text))
                    .distinct()
                    .toList();
            for (DocumentRow row : rows) {
                if (goneWithItsParent(open, row)) {
                    continue;
                }
                DeletionReceipt receipt = open.ingestor().delete(collection, row.id());
                receipts.add(IngestJson.receipt(receipt));
                if (!root.json) {
                    print(row, receipt);
                }
            }
        }
        if (root.json) {
            output.json(node);
        }
        return ExitCode.DONE;
    }

    private static boolean goneWithItsParent(OpenHome open, DocumentRow row) {
        return open.catalog().documents().byKey(row.collection(), row.key()).isEmpty();
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
