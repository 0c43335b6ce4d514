package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.DocumentState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: the documents of a collection. */
@Command(name = "list", description = "List the documents of a collection.")
final class ListCommand implements Callable<Integer> {
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
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            if (root.json) {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                ArrayNode documents = node.putArray("documents");
                home.documents(root.collection(), wanted, document -> documents.add(document));
                output.json(node);
                return ExitCode.DONE;
            }
            int[] count = {0};
            home.documents(root.collection(), wanted, document -> {
                count[0]++;
                output.result(line(document));
            });
            output.message(count[0] + (count[0] == 1 ? " document in " : " documents in ") + root.collection() + ".");
        }
        return ExitCode.DONE;
    }

    private @Nullable DocumentState wanted() {
        if (state == null) {
            return null;
        }
        List<DocumentState> states = Arrays.stream(DocumentState.values())
                .filter(value -> value != DocumentState.DELETED) // of those the receipt tells
                .toList();
        return states.stream()
                .filter(value -> value.label().equals(state))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse("--state must be one of "
                        + states.stream().map(DocumentState::label).collect(Collectors.joining(", "))
                        + ", and is \"" + state + "\"."));
    }

    private static String line(JsonNode document) {
        String outcome = document.path(document.hasNonNull("outcome") ? "outcome" : "state")
                .asText();
        return String.format(
                Locale.ROOT,
                "%s  %-11s %5d passages  %s",
                document.path("id").asText(),
                outcome,
                document.path("passages").asInt(),
                document.path("key").asText());
    }
}
