package dev.recto.answer.chat;

import dev.recto.answer.Cost;
import dev.recto.answer.ModelReport;
import dev.recto.catalog.UsageRow;
import dev.recto.catalog.UsageRows;
import dev.recto.config.UsageConfig;
import dev.recto.document.Caller;
import dev.recto.document.CollectionId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * What chat models cost: prices from the configuration, sums in the catalogue, and a limit for each asker and calendar month (UTC).
 *
 * <p>A question is weighed against the limit before it is asked. What is asked at the same moment may go past it together, by as
 * much as {@code chat.concurrent} answers cost.
 */
public final class Spending {
    private static final double MILLION = 1e6;

    private final UsageConfig config;
    private final UsageRows rows;

    /** Spends by these prices and keeps account in these rows. */
    public Spending(UsageConfig config, UsageRows rows) {
        this.config = config;
        this.rows = rows;
    }

    /** Returns whether an asker's money for this month is spent; never where no limit is set. */
    public boolean isReached(Caller caller) {
        return config.monthlyBudget() > 0
                && rows.spent(caller.name(), YearMonth.now(ZoneOffset.UTC), config.currency())
                        >= config.monthlyBudget();
    }

    /** Returns what a model's tokens cost; nothing where it has no price. */
    public Cost cost(String model, TokenUsage usage) {
        UsageConfig.Price price = config.price(model);
        double amount = price == null
                ? 0
                : (usage.promptTokens() * price.prompt() + usage.completionTokens() * price.completion()) / MILLION;
        return new Cost(amount, config.currency());
    }

    /**
     * Adds what was asked of a model beside an answer: a rewritten question, a summary, an extraction.
     *
     * @param model that was asked
     */
    public void account(CollectionId collection, Caller caller, String model, TokenUsage usage) {
        rows.add(new UsageRow(
                LocalDate.now(ZoneOffset.UTC).toString(),
                caller.name(),
                collection.value(),
                model,
                config.currency(),
                new UsageRow.Amounts(
                        0,
                        0,
                        usage.estimated() ? 1 : 0,
                        usage.promptTokens(),
                        usage.completionTokens(),
                        cost(model, usage).amount())));
    }

    /** Adds an answer to the account; one that no chat model was asked for adds nothing. */
    public void account(CollectionId collection, Caller caller, ModelReport report) {
        String model = report.model();
        if (model == null) {
            return;
        }
        TokenUsage usage = report.usage();
        rows.add(new UsageRow(
                LocalDate.now(ZoneOffset.UTC).toString(),
                caller.name(),
                collection.value(),
                model,
                config.currency(),
                new UsageRow.Amounts(
                        1,
                        report.degraded() == null ? 0 : 1,
                        usage.estimated() ? 1 : 0,
                        usage.promptTokens(),
                        usage.completionTokens(),
                        report.cost().amount())));
    }
}
