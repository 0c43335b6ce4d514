package dev.recto.serve.routes;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.UsageRows;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.UsageJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** {@code /api/v1/usage}: what chat models read, wrote and cost. */
public final class UsageRoutes {
    private final Catalog catalog;

    public UsageRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Adds the route. */
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/usage", this::usage, Role.ADMIN);
    }

    private void usage(Context context) {
        Parameters.only(context, "from", "to", "by");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate to = date(context, "to", today);
        LocalDate from = date(context, "from", to.withDayOfMonth(1));
        Json.send(context, 200, UsageJson.usage(catalog, by(context), from, to));
    }

    private static UsageRows.By by(Context context) {
        String text = Parameters.text(context, "by");
        for (UsageRows.By by : UsageRows.By.values()) {
            if (text == null || by.name().toLowerCase(Locale.ROOT).equals(text)) {
                return by;
            }
        }
        throw Problem.badRequest("invalid_parameter", "\"by\" must be day, key, collection or model.")
                .exception();
    }

    private static LocalDate date(Context context, String name, LocalDate standard) {
        String text = Parameters.text(context, name);
        try {
            if (text == null || text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return text == null ? standard : LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // Told below, with every other text that is no date.
        }
        throw Problem.badRequest("invalid_parameter", "\"" + name + "\" must be a date such as 2026-11-30.")
                .exception();
    }
}
