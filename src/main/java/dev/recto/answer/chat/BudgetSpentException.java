package dev.recto.answer.chat;

/** A chat model was needed, and the asker's money for this month is spent. */
public final class BudgetSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public BudgetSpentException() {
        super("The money for chat models is spent for this month (usage.monthly_budget). It goes on next month.");
    }
}
