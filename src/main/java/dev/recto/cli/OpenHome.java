package dev.recto.cli;

import dev.recto.config.RectoConfig;
import dev.recto.embed.Embedder;
import dev.recto.evaluate.Assembly;
import dev.recto.ingest.Consistency;
import dev.recto.serve.ServedHome;

/** What commands work with: a home that this process holds until it is closed. */
public interface OpenHome extends ServedHome, AutoCloseable {
    /** Returns what is set. */
    RectoConfig config();

    /** Returns what checks a home against itself. */
    Consistency consistency();

    /** Returns how retriever and answerer are put together around an embedder, for what measures them. */
    Assembly assembly(Embedder embedder);

    @Override
    void close();
}
