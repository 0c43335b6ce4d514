package dev.recto.cli;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.PartSource;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.evaluate.Assembly;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.Consistency;
import dev.recto.ingest.Ingestor;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;

/** What commands work with: the rooms over one home that this process holds. What is costly starts when it is first needed. */
public interface OpenHome extends AutoCloseable {
    /** Returns where things lie. */
    Home home();

    /** Returns what is there. */
    Catalog catalog();

    /** Returns what takes files in and deletes them. */
    Ingestor ingestor();

    /** Returns what checks a home against itself. */
    Consistency consistency();

    /** Returns the models that embed. */
    Embedder embedder();

    /** Returns what was read of each content. */
    PartSource parts();

    /** Returns a collection's index; closed with the home. */
    PassageIndex index(CollectionRow collection);

    /**
     * Returns the evidence for a question.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException;

    /**
     * Answers a question by quoting.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    Answer ask(CollectionRow collection, Caller caller, Question question, AnswerListener listener)
            throws InterruptedException;

    /** Returns how retriever and answerer are put together around an embedder, for what measures them. */
    Assembly assembly(Embedder embedder);

    @Override
    void close();
}
