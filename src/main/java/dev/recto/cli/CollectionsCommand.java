package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code collections}: what collections there are. Without a word after it, lists them. */
@Command(name = "collections", description = "List, create, describe and delete collections.")
final class CollectionsCommand implements Callable<Integer> {
    private final RectoCommand root;

    private CollectionsCommand(RectoCommand root) {
        this.root = root;
    }

    /** Returns the command with those below it. */
    static CommandLine line(RectoCommand root) {
        var collections = new CollectionsCommand(root);
        return new CommandLine(collections)
                .addSubcommand("list", new Listing(collections))
                .addSubcommand("create", new Creation(root))
                .addSubcommand("describe", new Description(root))
                .addSubcommand("delete", new Deletion(root));
    }

    @Override
    public Integer call() {
        try (CommandHome home = root.reach()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode collections = node.putArray("collections");
            for (ObjectNode collection : home.collections()) {
                collections.add(collection);
                if (!root.json) {
                    root.output().result(sentence(collection));
                }
            }
            if (root.json) {
                root.output().json(node);
            } else if (collections.isEmpty()) {
                root.output().message("There is no collection yet; ingest makes one.");
            }
        }
        return ExitCode.DONE;
    }

    private static String sentence(JsonNode collection) {
        return collection.path("name").asText() + ": "
                + collection.path("documents").asInt() + " documents, "
                + collection.path("passages").asLong() + " passages, generation "
                + collection.path("generation").asInt() + ", since "
                + collection.path("created").asText();
    }

    /** {@code collections list}. */
    @Command(name = "list", description = "List the collections.")
    private static final class Listing implements Callable<Integer> {
        private final CollectionsCommand collections;

        Listing(CollectionsCommand collections) {
            this.collections = collections;
        }

        @Override
        public Integer call() {
            return collections.call();
        }
    }

    /** {@code collections create}. */
    @Command(name = "create", description = "Make a collection.")
    private static final class Creation implements Callable<Integer> {
        private final RectoCommand root;

        @Parameters(arity = "1", paramLabel = "NAME", description = "Letters, digits, '-', '_' and '.'.")
        String name = "";

        Creation(RectoCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            try (CommandHome home = root.reach()) {
                ObjectNode made = home.create(name);
                if (root.json) {
                    root.output().json(made);
                } else {
                    root.output()
                            .result("Made " + made.path("name").asText() + " ("
                                    + made.path("id").asText() + ").");
                }
            }
            return ExitCode.DONE;
        }
    }

    /** {@code collections describe}. */
    @Command(name = "describe", description = "Show one collection.")
    private static final class Description implements Callable<Integer> {
        private final RectoCommand root;

        @Parameters(arity = "1", paramLabel = "NAME", description = "Which collection.")
        String name = "";

        Description(RectoCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            try (CommandHome home = root.reach()) {
                JsonNode collection = home.collection(name);
                if (root.json) {
                    root.output().json(collection);
                } else {
                    root.output().result(sentence(collection));
                    collection.path("outcomes").properties().forEach(outcome -> root.output()
                            .result("  " + outcome.getKey() + "  "
                                    + outcome.getValue().asInt()));
                }
            }
            return ExitCode.DONE;
        }
    }

    /** {@code collections delete}. */
    @Command(name = "delete", description = "Delete a collection with all its documents.")
    private static final class Deletion implements Callable<Integer> {
        private final RectoCommand root;

        @Parameters(arity = "1", paramLabel = "NAME", description = "Which collection.")
        String name = "";

        Deletion(RectoCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            int deleted;
            try (CommandHome home = root.reach()) {
                deleted = home.deleteCollection(name).path("deleted").asInt();
            }
            if (root.json) {
                root.output()
                        .json(JsonNodeFactory.instance
                                .objectNode()
                                .put("collection", name)
                                .put("deleted", deleted));
            } else {
                root.output()
                        .result("Deleted " + name + " with " + deleted + (deleted == 1 ? " document." : " documents."));
            }
            return ExitCode.DONE;
        }
    }
}
