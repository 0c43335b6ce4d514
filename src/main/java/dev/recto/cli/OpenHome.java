package dev.recto.cli;

import dev.recto.answer.Answerer;
import dev.recto.answer.PartSource;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.Home;
import dev.recto.embed.Embedder;
import dev.recto.ingest.CollectionIndexes;
import dev.recto.ingest.Consistency;
import dev.recto.ingest.Ingestor;
import dev.recto.retrieve.Retriever;

/** The rooms that commands work with, over one home that this process holds. What is costly to start starts when it is asked for. */
public interface OpenHome extends AutoCloseable {
    /** Returns where things lie. */
    Home home();

    /** Returns what is there. */
    Catalog catalog();

    /** Returns what takes files in and deletes them. */
    Ingestor ingestor();

    /** Returns each collection's index. */
    CollectionIndexes indexes();

    /** Returns what finds evidence. */
    Retriever retriever();

    /** Returns what answers by quoting. */
    Answerer answerer();

    /** Returns what was read of each content. */
    PartSource parts();

    /** Returns the model or models that embed. */
    Embedder embedder();

    /** Returns what checks a home against itself. */
    Consistency consistency();

    @Override
    void close();
}
