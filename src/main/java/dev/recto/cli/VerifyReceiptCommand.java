package dev.recto.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.HomeKey;
import dev.recto.serve.json.ReceiptSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify-receipt}: tells whether a receipt is as a home signed it. */
@Command(
        name = "verify-receipt",
        description = "Tell whether receipts of deletions are as this home, or the holder of a key, signed them.")
final class VerifyReceiptCommand implements Callable<Integer> {
    private static final long LONGEST_BYTES = 64L << 20;
    private final RectoCommand root;

    @Parameters(paramLabel = "FILE", description = "A receipt, or what delete --json printed.")
    Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "The public key to check with; this home's (data/receipt-key.pub.pem) where none is named.")
    @Nullable
    Path key;

    VerifyReceiptCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Path keyFile = key == null ? root.home().publicKeyFile() : key;
        String expected = HomeKey.published(keyFile)
                .orElseThrow(() -> CommandException.failed("There is no key " + keyFile
                        + " to check with. Name the public key of the home that gave the receipt: --key"));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("receipts");
        boolean all = true;
        for (JsonNode receipt : receipts()) {
            boolean holds = ReceiptSeal.holds(receipt, expected);
            all &= holds;
            list.addObject()
                    .put("document", receipt.path("document").asText())
                    .put("key", receipt.path("key").asText())
                    .put("valid", holds);
            if (!root.json) {
                root.output().result((holds ? "valid    " : "INVALID  ") + sentence(receipt, expected, holds));
            }
        }
        if (root.json) {
            root.output().json(node.put("valid", all));
        }
        return all ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String sentence(JsonNode receipt, String expected, boolean holds) {
        String what = receipt.path("document").asText("?") + " ("
                + receipt.path("key").asText("?") + ")";
        if (holds) {
            return what + ", deleted at " + receipt.path("deleted_at").asText() + ": it is as it was signed.";
        }
        String said = ReceiptSeal.publicKey(receipt);
        if (said.isEmpty()) {
            return what + ": it has no signature.";
        }
        return what + (said.equals(expected) ? ": it is not what was signed." : ": another key signed it.");
    }

    private List<JsonNode> receipts() throws IOException {
        if (Files.size(file) > LONGEST_BYTES) {
            throw CommandException.failed("The file " + file + " is too large to be receipts.");
        }
        JsonNode whole;
        try {
            whole = new ObjectMapper().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw CommandException.failed("The file " + file + " is not JSON.");
        }
        var receipts = new ArrayList<JsonNode>();
        if (whole.path("receipts").isArray()) {
            whole.path("receipts").forEach(receipts::add);
        } else {
            receipts.add(whole);
        }
        if (receipts.isEmpty() || receipts.stream().anyMatch(receipt -> !receipt.isObject())) {
            throw CommandException.failed("The file " + file + " holds no receipt.");
        }
        return receipts;
    }
}
