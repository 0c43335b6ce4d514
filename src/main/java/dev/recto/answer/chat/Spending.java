package dev.recto.answer.chat;

import dev.recto.answer.Cost;
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

    /** Returns the account of an asker in a collection. */
    public Account account(CollectionId collection, Caller caller) {
        return new Account(this, collection, caller);
    }

    /**
     * Refuses a model that a request names, where money is limited and the model has no price: it would be free of any limit.
     *
     * @throws UnpricedModelException if so
     */
    public void check(String model) {
        if (config.monthlyBudget() > 0 && config.price(model) == null) {
            throw new UnpricedModelException(model);
        }
    }

    void book(CollectionId collection, Caller caller, String model, TokenUsage usage) {
        var amounts = new UsageRow.Amounts(
                0,
                0,
                usage.estimated() ? 1 : 0,
                usage.promptTokens(),
                usage.completionTokens(),
                cost(model, usage).amount());
        rows.add(row(collection, caller, model, amounts));
    }

    void count(CollectionId collection, Caller caller, String model, boolean degraded) {
        rows.add(row(collection, caller, model, new UsageRow.Amounts(1, degraded ? 1 : 0, 0, 0, 0, 0)));
    }

    private UsageRow row(CollectionId collection, Caller caller, String model, UsageRow.Amounts amounts) {
        return new UsageRow(
                LocalDate.now(ZoneOffset.UTC).toString(),
                caller.name(),
                collection.value(),
                model,
                config.currency(),
                amounts);
    }
}
