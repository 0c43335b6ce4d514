package dev.recto.serve;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.PartSource;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.task.Classification;
import dev.recto.answer.task.Extraction;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.answer.task.Translation;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.Originals;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.ingest.Backups;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IndexGuard;
import dev.recto.ingest.IngestWorker;
import dev.recto.ingest.Ingestor;
import dev.recto.ingest.PageImages;
import dev.recto.ingest.ReindexWorker;
import dev.recto.ingest.Reindexes;
import dev.recto.ingest.Uploads;
import dev.recto.ingest.WatchReport;
import dev.recto.ingest.WebFetch;
import dev.recto.ingest.WorkSignal;
import dev.recto.ingest.schedule.Schedules;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the service serves: the rooms over one home that this process holds. What is costly starts when it is first needed. */
public interface ServedHome {
    /** Returns where things lie. */
    Home home();

    /** Returns what is there. */
    Catalog catalog();

    /** Returns what judges what is asked and said. */
    Moderation moderation();

    /** Returns the bytes that were taken in. */
    Originals originals();

    /** Returns what takes files in and deletes them. */
    Ingestor ingestor();

    /** Returns what takes in files that come with requests. */
    Uploads uploads();

    /** Returns what fetches documents from the web. */
    WebFetch web();

    /** Returns what takes backups of it. */
    Backups backups();

    /** Returns what rings whenever work on documents goes on. */
    WorkSignal work();

    /**
     * Starts to work on waiting documents in the background.
     *
     * @param fatal told of what this process must not survive
     * @return the worker, which the caller closes before the home
     */
    IngestWorker startWork(Consumer<Throwable> fatal);

    /**
     * Starts to follow the configured folders in the background.
     *
     * @param told of each look into one of them
     * @param fatal told of what this process must not survive
     * @return what follows them, which the caller closes before the home
     * @throws IllegalArgumentException if they overlap
     */
    FolderWatch startWatching(Consumer<WatchReport> told, Consumer<Throwable> fatal);

    /** Returns the models that embed. */
    Embedder embedder();

    /** Returns what was read of each content. */
    PartSource parts();

    /** Returns pictures of pages. */
    PageImages pageImages();

    /** Holds the generation that answers for a collection, made whole first where it is not; the caller lets go of it. */
    HeldGeneration hold(CollectionRow collection);

    /** Returns the re-indexes that were asked for. */
    Reindexes reindexes();

    /** Returns when collections are re-indexed by themselves. */
    Schedules schedules();

    /**
     * Starts to re-index in the background what is asked for, and what is due.
     *
     * @param fatal told of what this process must not survive
     * @return the worker, which the caller closes before the home
     */
    ReindexWorker startReindexing(Consumer<Throwable> fatal);

    /**
     * Starts to look in the background whether the files of the indexes are what was written, and to build again what is not.
     *
     * @param fatal told of what this process must not survive
     * @return what looks, which the caller closes before the home
     */
    IndexGuard startGuarding(Consumer<Throwable> fatal);

    /**
     * Returns the evidence for a question.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException;

    /**
     * Answers a question, by the chat model where one is configured and nothing else is asked for, and else by quoting.
     *
     * @throws java.util.concurrent.CancellationException if the listener cancelled
     * @throws InterruptedException if the caller is interrupted
     */
    Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener)
            throws InterruptedException;

    /**
     * Summarises documents: by the chat model where one is configured and nothing else is asked for, and else by their own sentences.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    Answer summarise(CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException;

    /**
     * Reads the fields of a schema out of documents by the chat model.
     *
     * @throws dev.recto.answer.chat.NoChatModelException if none is configured
     * @throws dev.recto.answer.chat.ChatFailure if it fails
     * @throws InterruptedException if the caller is interrupted
     */
    Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException;

    /**
     * Puts documents under labels: by the chat model where one is configured and nothing else is asked for, and else by the built-in encoder.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    Classification classify(CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException;

    /**
     * Translates the sentences of an answer by the chat model.
     *
     * @throws dev.recto.answer.chat.NoChatModelException if none is configured
     * @throws dev.recto.answer.chat.ChatFailure if it fails
     * @throws InterruptedException if the caller is interrupted
     */
    Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException;

    /**
     * Tells the commands of this machine where this home is served.
     *
     * @param address such as {@code http://127.0.0.1:7878}, or null where it is no longer
     * @param token what lets them in, or null
     */
    void publish(@Nullable String address, @Nullable String token);
}
