package dev.recto.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of every command that asks: which documents may answer. */
final class FilterOption {
    @Option(
            names = "--filter",
            paramLabel = "KEY=VALUE",
            description = "Only documents with this metadata (name, folder, type, date, or your own); repeatable.")
    List<String> filters = new ArrayList<>();

    /** Returns the pairs, or refuses what is none. */
    Map<String, String> pairs() {
        return RectoCommand.pairs("--filter", filters);
    }
}
