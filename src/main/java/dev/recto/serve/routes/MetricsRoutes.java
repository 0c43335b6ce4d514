package dev.recto.serve.routes;

import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.operations.Metrics;
import io.javalin.config.RoutesConfig;

/** {@code /metrics}, for Prometheus; needs a key wherever keys are required, whatever its roles. */
public final class MetricsRoutes {
    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Adds the route. */
    public void register(RoutesConfig routes) {
        routes.get(
                "/metrics",
                context -> context.contentType(Metrics.MEDIA_TYPE).result(metrics.scrape()),
                OpenRoute.ANY_VISITOR);
    }
}
