package dev.recto.serve.routes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.OpenRoute;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** {@code /health}: is the process alive, and should it be sent requests? As Kubernetes asks. */
public final class HealthRoutes {
    private final ServedHome house;
    private final BooleanSupplier stopping;

    /** @param stopping whether the service has begun to stop */
    public HealthRoutes(ServedHome house, BooleanSupplier stopping) {
        this.house = house;
        this.stopping = stopping;
    }

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get("/health/live", HealthRoutes::live, OpenRoute.ANYONE);
        routes.get("/health/ready", this::ready, OpenRoute.ANYONE);
    }

    private static void live(Context context) {
        Json.send(context, 200, JsonNodeFactory.instance.objectNode().put("status", "live"));
    }

    private void ready(Context context) {
        if (stopping.getAsBoolean()) {
            throw new Problem(503, "stopping", "The service is stopping. Try again in a moment.", 5).exception();
        }
        house.catalog().collections().list();
        Json.send(context, 200, JsonNodeFactory.instance.objectNode().put("status", "ready"));
    }
}
