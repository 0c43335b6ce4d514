package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.serve.json.DocumentJson;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: the documents of a collection. */
@Command(name = "list", description = "List the documents of a collection.")
final class ListCommand implements Callable<Integer> {
    private static final int STRETCH = 500;

    private final RectoCommand root;

    @Option(names = "--state", paramLabel = "STATE", description = "Only documents in this state, such as failed.")
    @Nullable
    String state;

    ListCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Output output = root.output();
        DocumentState wanted = wanted();
        try (OpenHome open = root.open()) {
            CollectionRow collection = root.knownCollection(open);
            if (root.json) {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                ArrayNode documents = node.putArray("documents");
                each(open, collection, wanted, row -> documents.add(DocumentJson.document(row, collection.name())));
                output.json(node);
                return ExitCode.DONE;
            }
            int[] count = {0};
            each(open, collection, wanted, row -> {
                count[0]++;
                output.result(line(row));
            });
            output.message(count[0] + (count[0] == 1 ? " document in " : " documents in ") + collection.name() + ".");
        }
        return ExitCode.DONE;
    }

    private @Nullable DocumentState wanted() {
        if (state == null) {
            return null;
        }
        return Arrays.stream(DocumentState.values())
                .filter(value -> value.label().equals(state))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse("--state must be one of "
                        + Arrays.stream(DocumentState.values())
                                .map(DocumentState::label)
                                .collect(Collectors.joining(", "))
                        + ", and is \"" + state + "\"."));
    }

    private static void each(
            OpenHome open, CollectionRow collection, @Nullable DocumentState state, Consumer<DocumentRow> visitor) {
        String cursor = null;
        do {
            DocumentPage page = open.catalog().documents().list(collection.id(), state, cursor, STRETCH);
            page.documents().forEach(visitor);
            cursor = page.next();
        } while (cursor != null);
    }

    private static String line(DocumentRow row) {
        String outcome = row.outcome() == null ? row.state().label() : row.outcome();
        return String.format(Locale.ROOT, "%s  %-11s %5d passages  %s", row.id(), outcome, row.passages(), row.key());
    }
}
