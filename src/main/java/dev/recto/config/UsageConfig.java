package dev.recto.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tokens cost and how much may be spent, under {@code usage} in the configuration.
 *
 * @param prices by model name
 * @param currency of the prices, three letters
 * @param monthlyBudget how much each key may spend in a calendar month (UTC); 0 for no limit
 */
public record UsageConfig(Map<String, Price> prices, String currency, double monthlyBudget) {
    /** Nothing has a price. */
    public static final UsageConfig DEFAULT = new UsageConfig(Map.of(), "USD", 0);

    private static final double MOST = 1e9;
    private static final Pattern PRICE =
            Pattern.compile("\\s*(\\S+?)\\s*=\\s*([0-9.]{1,15})\\s*/\\s*([0-9.]{1,15})\\s*");

    /**
     * What a model's tokens cost.
     *
     * @param prompt of a million tokens read
     * @param completion of a million tokens written
     */
    public record Price(double prompt, double completion) {}

    public UsageConfig {
        prices = Map.copyOf(prices);
    }

    /** Returns a model's price, or null where none is set. */
    public @Nullable Price price(String model) {
        return prices.get(model);
    }

    static UsageConfig read(ConfigSource source) {
        String currency = source.text("usage.currency");
        return new UsageConfig(
                prices(source),
                currency == null ? DEFAULT.currency : currency,
                source.decimal("usage.monthly_budget", DEFAULT.monthlyBudget, 0, MOST));
    }

    private static Map<String, Price> prices(ConfigSource source) {
        var prices = new TreeMap<String, Price>();
        for (String text : source.list("usage.prices")) {
            Matcher price = PRICE.matcher(text);
            try {
                if (price.matches()) {
                    prices.put(
                            price.group(1),
                            new Price(Double.parseDouble(price.group(2)), Double.parseDouble(price.group(3))));
                    continue;
                }
            } catch (NumberFormatException e) {
                // Told below, with every other text that is no price.
            }
            source.problem(
                    "usage.prices", "must hold prices such as gpt-4o-mini=0.15/0.60, and holds \"" + text + "\".");
        }
        return prices;
    }
}
