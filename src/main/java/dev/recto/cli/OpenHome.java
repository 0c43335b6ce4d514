package dev.recto.cli;

import dev.recto.ingest.Consistency;
import dev.recto.serve.ServedHome;

/** What commands work with: a home that this process holds until it is closed. */
public interface OpenHome extends ServedHome, AutoCloseable {
    /** Returns what checks a home against itself. */
    Consistency consistency();

    @Override
    void close();
}
