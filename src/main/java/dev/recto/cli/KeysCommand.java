package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.KeyRow;
import dev.recto.serve.access.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}: who may use the service, and for what. Without a word after it, lists them. */
@Command(name = "keys", description = "Create, list and revoke the keys of the service.")
final class KeysCommand implements Callable<Integer> {
    private final RectoCommand root;

    private KeysCommand(RectoCommand root) {
        this.root = root;
    }

    /** Returns the command with those below it. */
    static CommandLine line(RectoCommand root) {
        var keys = new KeysCommand(root);
        return new CommandLine(keys)
                .addSubcommand("create", new Creation(root))
                .addSubcommand("list", new Listing(keys))
                .addSubcommand("revoke", new Revocation(root));
    }

    @Override
    public Integer call() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = node.putArray("keys");
        try (CommandHome home = root.reach()) {
            home.keys(key -> {
                keys.add(key);
                if (!root.json) {
                    root.output().result(sentence(key));
                }
            });
        }
        if (root.json) {
            root.output().json(node);
        } else if (keys.isEmpty()) {
            root.output().message("There is no key; the service asks for none and listens on this machine alone.");
        }
        return ExitCode.DONE;
    }

    private static String sentence(JsonNode key) {
        String roles = key.path("roles").properties().stream()
                .map(role -> role.getValue().asText() + " "
                        + (role.getKey().equals(KeyRow.EVERY_COLLECTION) ? "everywhere" : "on " + role.getKey()))
                .collect(Collectors.joining(", "));
        String revoked = key.path("revoked").isNull()
                ? ""
                : ", revoked " + key.path("revoked").asText();
        return key.path("id").asText() + "  " + key.path("name").asText() + ": " + roles + ", since "
                + key.path("created").asText() + revoked;
    }

    /** {@code keys create}. */
    @Command(name = "create", description = "Make a key; it is shown once and kept nowhere.")
    private static final class Creation implements Callable<Integer> {
        private final RectoCommand root;

        @Parameters(arity = "1", paramLabel = "NAME", description = "What you call it, such as who will use it.")
        String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE[=COLLECTION]",
                description = "read, write or admin, for one collection (or -c), or for all; repeatable.")
        List<String> roles = new ArrayList<>();

        @Option(
                names = "--access",
                paramLabel = "LABEL",
                description = "An access label: documents that carry one are seen only by who holds it; repeatable.")
        List<String> access = new ArrayList<>();

        Creation(RectoCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            try (CommandHome home = root.reach()) {
                JsonNode key = home.createKey(new Keys.Wish(name, roles(), Set.copyOf(access)));
                if (root.json) {
                    root.output().json(key);
                } else {
                    root.output().result(key.path("key").asText());
                    root.output()
                            .message("This is the only time that the key "
                                    + key.path("id").asText() + " is shown.");
                }
            }
            return ExitCode.DONE;
        }

        private Map<String, String> roles() {
            var byCollection = new TreeMap<String, String>();
            for (String text : roles) {
                int equals = text.indexOf('=');
                String standard = root.collectionName == null ? KeyRow.EVERY_COLLECTION : root.collectionName;
                String collection = equals < 0 ? standard : text.substring(equals + 1);
                if (byCollection.put(collection, equals < 0 ? text : text.substring(0, equals)) != null) {
                    throw CommandException.wrongUse(
                            "--role gives " + collection + " two roles; the higher one is enough.");
                }
            }
            return byCollection;
        }
    }

    /** {@code keys list}. */
    @Command(name = "list", description = "List the keys, without the keys themselves.")
    private static final class Listing implements Callable<Integer> {
        private final KeysCommand keys;

        Listing(KeysCommand keys) {
            this.keys = keys;
        }

        @Override
        public Integer call() {
            return keys.call();
        }
    }

    /** {@code keys revoke}. */
    @Command(name = "revoke", description = "Revoke keys: they open nothing any more, and what they are doing is cut.")
    private static final class Revocation implements Callable<Integer> {
        private final RectoCommand root;

        @Parameters(arity = "1..*", paramLabel = "ID", description = "Which keys, by the ids that list shows.")
        List<String> ids = new ArrayList<>();

        Revocation(RectoCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            ArrayNode revoked = JsonNodeFactory.instance.arrayNode();
            try (CommandHome home = root.reach()) {
                for (String id : ids) {
                    home.revokeKey(id);
                    revoked.add(id);
                    if (!root.json) {
                        root.output().result("Revoked " + id + ".");
                    }
                }
            }
            if (root.json) {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                node.set("revoked", revoked);
                root.output().json(node);
            }
            return ExitCode.DONE;
        }
    }
}
