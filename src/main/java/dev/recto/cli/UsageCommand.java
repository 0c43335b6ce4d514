package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.UsageRows;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usage}: what chat models read, wrote and cost. */
@Command(
        name = "usage",
        description = "Show what chat models read, wrote and cost: this month, or from one day to another (UTC).")
final class UsageCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Option(
            names = "--from",
            paramLabel = "YYYY-MM-DD",
            description = "The first day. Default: the first of the month.")
    @Nullable
    LocalDate from;

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "The last day. Default: today.")
    @Nullable
    LocalDate to;

    @Option(names = "--by", paramLabel = "day|key|collection|model", description = "What is summed up. Default: day.")
    String by = "day";

    UsageCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        LocalDate last = to == null ? LocalDate.now(ZoneOffset.UTC) : to;
        LocalDate first = from == null ? last.withDayOfMonth(1) : from;
        try (CommandHome home = root.reach()) {
            ObjectNode usage = home.usage(wanted(), first, last);
            if (root.json) {
                root.output().json(usage);
            } else {
                print(usage);
            }
        }
        return ExitCode.DONE;
    }

    private UsageRows.By wanted() {
        for (UsageRows.By one : UsageRows.By.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(by)) {
                return one;
            }
        }
        throw CommandException.wrongUse("--by must be day, key, collection or model, and is \"" + by + "\".");
    }

    private void print(ObjectNode usage) {
        for (JsonNode row : usage.path("usage")) {
            String name = row.hasNonNull("name")
                    ? row.path("name").asText()
                    : row.path(by).asText();
            root.output()
                    .result(String.format(
                            Locale.ROOT,
                            "%-24s %6d answers (%d degraded) %10d prompt tokens %8d written%s  %10.4f %s",
                            name,
                            row.path("answers").asLong(),
                            row.path("degraded").asLong(),
                            row.path("prompt_tokens").asLong(),
                            row.path("completion_tokens").asLong(),
                            row.path("estimated").asLong() > 0 ? " (in part estimated)" : "",
                            row.path("cost").asDouble(),
                            row.path("currency").asText()));
        }
        if (usage.path("usage").isEmpty()) {
            root.output()
                    .message(
                            "No chat model was asked from " + usage.path("from").asText() + " to "
                                    + usage.path("to").asText() + ".");
        }
    }
}
