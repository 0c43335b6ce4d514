package dev.recto.answer.chat;

import dev.recto.answer.Cost;
import dev.recto.answer.ModelReport;
import dev.recto.document.Caller;
import dev.recto.document.CollectionId;

/** What one asker spends on chat models in one collection; each request is booked when it ends, however it ends. */
public final class Account {
    private final Spending spending;
    private final CollectionId collection;
    private final Caller caller;

    Account(Spending spending, CollectionId collection, Caller caller) {
        this.spending = spending;
        this.collection = collection;
        this.caller = caller;
    }

    /** Returns whether the asker's money for this month is spent; never where no limit is set. */
    public boolean isReached() {
        return spending.isReached(caller);
    }

    /** Returns what a model's tokens cost; nothing where it has no price. */
    public Cost cost(String model, TokenUsage usage) {
        return spending.cost(model, usage);
    }

    /**
     * Books what a request took.
     *
     * @param model that was asked, as prices name it
     */
    public void spent(String model, TokenUsage usage) {
        if (!usage.equals(TokenUsage.NONE)) {
            spending.book(collection, caller, model, usage);
        }
    }

    /** Counts an answer, whose tokens were booked before; one that no chat model was asked for does not count. */
    public void answered(ModelReport report) {
        String model = report.model();
        if (model != null) {
            spending.count(collection, caller, model, report.degraded() != null);
        }
    }
}
