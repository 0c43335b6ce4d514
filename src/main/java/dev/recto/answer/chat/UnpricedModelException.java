package dev.recto.answer.chat;

/** A chat model has no price, and money for chat models is limited. */
public final class UnpricedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public UnpricedModelException(String model) {
        super("The model \"" + model
                + "\" has no price (usage.prices), and money is limited here (usage.monthly_budget). Name one with a"
                + " price, or none.");
    }
}
