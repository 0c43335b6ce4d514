package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.task.LabelRequest;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.UsageRows;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.retrieve.Question;
import dev.recto.serve.access.Keys;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A home as commands use it, whether this process holds it or a service does: everything in the shapes that the service has, so that
 * a command prints the same either way.
 *
 * <p>Methods throw {@link CommandException} for what the user can put right.
 */
interface CommandHome extends AutoCloseable {
    /** Returns the collections by name. */
    List<ObjectNode> collections();

    /** Makes a collection that is not there yet and returns it. */
    ObjectNode create(String collection);

    /** Deletes a collection and returns how many documents went with it ({@code deleted}). */
    ObjectNode deleteCollection(String collection);

    /**
     * Returns an answer.
     *
     * @param sentences takes each sentence as soon as it stands
     */
    ObjectNode ask(String collection, AnswerRequest request, Consumer<JsonNode> sentences) throws InterruptedException;

    /** Returns a kept answer as it was given. */
    ObjectNode answer(String collection, String id);

    /** Asks a kept answer's question again and returns the answer that is given now. */
    ObjectNode replay(String collection, String id) throws InterruptedException;

    /** Returns the summary of documents by id, in an answer's shape. */
    ObjectNode summarise(String collection, List<String> documents, AnswerSettings settings)
            throws InterruptedException;

    /** Returns the fields of a JSON schema, read out of documents by id. */
    ObjectNode extract(String collection, List<String> documents, JsonNode schema) throws InterruptedException;

    /** Returns the labels of documents by id. */
    ObjectNode classify(String collection, List<String> documents, LabelRequest request) throws InterruptedException;

    /** Returns a kept answer in another language. */
    ObjectNode translate(String collection, String answer, PromptLanguage to) throws InterruptedException;

    /** Begins a conversation and returns its id; null where none are kept. */
    @Nullable
    String converse(String collection);

    /** Returns ranked passages: {@code question}, {@code evidence}, {@code generation}. */
    ObjectNode search(String collection, Question question) throws InterruptedException;

    /** Gives every document of a collection, by key. */
    void documents(String collection, @Nullable DocumentState state, Consumer<JsonNode> each);

    /** Returns the documents that a person may mean: the one of this id or key, or else those of this name. */
    List<JsonNode> named(String collection, String text);

    /** Returns a document with {@code part_list}, {@code passage_list}, {@code versions} and {@code ledger}. */
    ObjectNode show(String collection, String document);

    /** Returns a part with its {@code text}. */
    ObjectNode part(String collection, String document, int number);

    /** Deletes a document and returns its receipt. */
    JsonNode delete(String collection, String document) throws InterruptedException;

    /** Returns the receipt of a document that was deleted, as it is by now. */
    JsonNode receipt(String collection, String document);

    /** Takes files in and returns what was done. */
    JsonNode ingest(String collection, IngestRequest request, IngestListener listener) throws InterruptedException;

    /**
     * Takes a backup and returns what was done.
     *
     * @param folder absolute
     * @param keep how many of the newest backups there are left, or 0 for all
     */
    JsonNode backup(Path folder, int keep);

    /**
     * Makes a collection's index anew and waits for that.
     *
     * @param force although nothing changed
     * @param rollback go back to the generation before instead
     * @return the job as it ended
     */
    JsonNode reindex(String collection, boolean force, boolean rollback) throws InterruptedException;

    /** Returns a collection's generations: {@code generations}, {@code up_to_date}, {@code events}. */
    JsonNode generations(String collection);

    /** Returns a collection's watched folders: {@code folders}, each with what it asks. Only a service follows any. */
    JsonNode watched(String collection);

    /**
     * Agrees to the deletion of the documents that a watched folder asks about.
     *
     * @param folder absolute
     * @return how many ({@code documents})
     */
    JsonNode deleteMissing(String collection, Path folder);

    /** Gives every key, revoked ones too, without the secrets. */
    void keys(Consumer<JsonNode> each);

    /**
     * Makes a key and returns it with the secret ({@code key}), which is kept nowhere.
     *
     * @param wish what it is to be
     */
    JsonNode createKey(Keys.Wish wish);

    /** Revokes a key; from the return on it opens nothing. */
    void revokeKey(String id);

    /** Returns what chat models used in a stretch of days, both included. */
    ObjectNode usage(UsageRows.By by, LocalDate from, LocalDate to);

    @Override
    void close();

    /** Returns a collection, or refuses with the names there are where the one that was named is not there. */
    default JsonNode collection(String name) {
        return find(name)
                .orElseThrow(() -> CommandException.failed(
                        "There is no collection \"" + name + "\". See: recto collections list"));
    }

    /** Makes a collection where it is missing. */
    default void make(String name) {
        if (find(name).isEmpty()) {
            create(name);
        }
    }

    /** Sees to it that a collection is there; only the default one is made by asking for it. */
    default void know(String name) {
        if (name.equals(CollectionRows.DEFAULT)) {
            make(name);
        } else if (find(name).isEmpty()) {
            String known =
                    collections().stream().map(one -> one.path("name").asText()).collect(Collectors.joining(", "));
            throw CommandException.failed("There is no collection \"" + name + "\""
                    + (known.isEmpty() ? "; ingest makes one." : "; there is: " + known + "."));
        }
    }

    /** Returns the ids of the documents of these ids, keys or names. */
    default List<String> documents(String collection, List<String> texts) {
        return texts.stream()
                .map(text -> document(collection, text).path("id").asText())
                .toList();
    }

    /** Returns the one document of this id, key or name; refuses when there is none or more than one. */
    default JsonNode document(String collection, String text) {
        List<JsonNode> named = named(collection, text);
        if (named.isEmpty()) {
            throw CommandException.failed("The collection " + collection + " has no document \"" + text
                    + "\". See its documents with: recto list");
        }
        if (named.size() > 1) {
            throw CommandException.failed(
                    named.size() + " documents are called \"" + text + "\". Give one of their ids: "
                            + named.stream()
                                    .map(row -> row.path("id").asText() + " ("
                                            + row.path("key").asText() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return named.getFirst();
    }

    private Optional<ObjectNode> find(String name) {
        return collections().stream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst();
    }
}
