package dev.recto.catalog;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** What chat models read and wrote, by day, asker, collection and model. */
public final class UsageRows {
    /** Most rows of one sum. */
    public static final int MOST = 1_000;

    private static final String SUMS =
            "currency, sum(answers) answers, sum(degraded) degraded, sum(estimated) estimated,"
                    + " sum(prompt_tokens) prompt_tokens, sum(completion_tokens) completion_tokens, sum(cost) cost";

    private final Database database;

    UsageRows(Database database) {
        this.database = database;
    }

    /** What a sum is over. */
    public enum By {
        DAY("day"),
        KEY("asker"),
        COLLECTION("collection"),
        MODEL("model");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** Adds to a day; a power cut may lose the last moments' use, a crash of this process none. Day and names are not null. */
    public void add(UsageRow row) {
        UsageRow.Amounts amounts = row.amounts();
        database.note(handle -> handle.execute(
                "INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET answers = answers + excluded.answers, degraded = degraded + excluded.degraded,"
                        + " estimated = estimated + excluded.estimated, prompt_tokens = prompt_tokens + excluded.prompt_tokens,"
                        + " completion_tokens = completion_tokens + excluded.completion_tokens, cost = cost + excluded.cost",
                row.day(),
                row.asker(),
                row.collection(),
                row.model(),
                row.currency(),
                amounts.answers(),
                amounts.degraded(),
                amounts.estimated(),
                amounts.promptTokens(),
                amounts.completionTokens(),
                amounts.cost()));
    }

    /** Returns what an asker has spent in a month. */
    public double spent(String asker, YearMonth month, String currency) {
        return database.read(handle -> handle.createQuery(
                        "SELECT coalesce(sum(cost), 0) FROM usage WHERE asker = ? AND day BETWEEN ? AND ? AND currency = ?")
                .bind(0, asker)
                .bind(1, month.atDay(1).toString())
                .bind(2, month.atEndOfMonth().toString())
                .bind(3, currency)
                .mapTo(Double.class)
                .one());
    }

    /** Returns the sums of a stretch of days, both included: days in order, everything else by cost; at most {@link #MOST}. */
    public List<UsageRow> sums(By by, LocalDate from, LocalDate to) {
        String order = by == By.DAY ? "day" : "cost DESC, prompt_tokens DESC, " + by.column;
        return database.read(handle -> handle.createQuery("SELECT " + by.column + " name, " + SUMS
                        + " FROM usage WHERE day BETWEEN ? AND ? GROUP BY " + by.column + ", currency ORDER BY " + order
                        + " LIMIT " + MOST)
                .bind(0, from.toString())
                .bind(1, to.toString())
                .map((row, context) -> {
                    String name = row.getString("name");
                    return new UsageRow(
                            by == By.DAY ? name : null,
                            by == By.KEY ? name : null,
                            by == By.COLLECTION ? name : null,
                            by == By.MODEL ? name : null,
                            row.getString("currency"),
                            new UsageRow.Amounts(
                                    row.getLong("answers"),
                                    row.getLong("degraded"),
                                    row.getLong("estimated"),
                                    row.getLong("prompt_tokens"),
                                    row.getLong("completion_tokens"),
                                    row.getDouble("cost")));
                })
                .list());
    }
}
