package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentCounts;
import dev.recto.serve.json.CollectionJson;
import java.util.TreeMap;
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
        try (OpenHome open = root.open()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode collections = node.putArray("collections");
            for (CollectionRow row : open.catalog().collections().list()) {
                collections.add(json(open, row));
                if (!root.json) {
                    root.output().result(sentence(open, row));
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

    private static ObjectNode json(OpenHome open, CollectionRow row) {
        return CollectionJson.collection(row, open.catalog().documents().counts(row.id()));
    }

    private static String sentence(OpenHome open, CollectionRow row) {
        DocumentCounts counts = open.catalog().documents().counts(row.id());
        return row.name() + ": " + counts.total() + " documents, " + counts.passages() + " passages, generation "
                + row.generation() + ", since " + row.created();
    }

    private static CollectionRow named(OpenHome open, String name) {
        return open.catalog()
                .collections()
                .find(name)
                .orElseThrow(() -> CommandException.failed(
                        "There is no collection \"" + name + "\". See: recto collections list"));
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
            try (OpenHome open = root.open()) {
                if (open.catalog().collections().find(name).isPresent()) {
                    throw CommandException.failed("There is already a collection \"" + name + "\".");
                }
                CollectionRow row = open.catalog().collections().require(name);
                if (root.json) {
                    root.output().json(json(open, row));
                } else {
                    root.output().result("Made " + row.name() + " (" + row.id() + ").");
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
            try (OpenHome open = root.open()) {
                CollectionRow row = named(open, name);
                if (root.json) {
                    root.output().json(json(open, row));
                } else {
                    root.output().result(sentence(open, row));
                    new TreeMap<>(open.catalog().documents().counts(row.id()).byOutcome())
                            .forEach((outcome, count) -> root.output().result("  " + outcome + "  " + count));
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
            CollectionRow row;
            int deleted;
            try (OpenHome open = root.open()) {
                row = named(open, name);
                deleted = open.catalog().documents().counts(row.id()).total();
                open.ingestor().delete(row);
            }
            Folders.delete(root.home().index().resolve(row.id().value()));
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
