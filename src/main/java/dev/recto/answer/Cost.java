package dev.recto.answer;

/**
 * Money.
 *
 * @param amount at least 0; 0 also where no price is set
 * @param currency such as {@code USD}
 */
public record Cost(double amount, String currency) {}
