package dev.recto.serve.operations;

import dev.recto.serve.Problems;
import dev.recto.serve.access.Door;
import io.javalin.http.Context;
import io.javalin.http.RequestLogger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A line for each request that has ended, and its time in the metrics. A line says the route, not the address, and no header, so that no key, file
 * name or question can be in it.
 */
public final class AccessLog implements RequestLogger {
    /** The logger of access lines. */
    public static final String LOGGER = "dev.recto.access";

    private static final Logger LOG = Logger.getLogger(LOGGER);
    private static final String NO_ROUTE = "none";

    private final Metrics metrics;

    /** Logs, and measures. */
    public AccessLog(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(Context context, Float millis) {
        var endpoint = context.endpoints().matchedHttpEndpoint();
        String route = endpoint == null ? NO_ROUTE : endpoint.path;
        String method = endpoint == null ? "other" : endpoint.method.name();
        int status = context.statusCode();
        metrics.request(method.toLowerCase(Locale.ROOT), route, status, Duration.ofNanos((long) (millis * 1e6)));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("request_id", Problems.requestId(context));
        fields.put("method", method);
        fields.put("route", route);
        fields.put("status", status);
        fields.put("ms", Math.round(millis * 10) / 10.0);
        fields.put("visitor", Door.visitorId(context));
        fields.put("remote", context.req().getRemoteAddr());
        var entry = new LogRecord(Level.INFO, "request");
        entry.setLoggerName(LOGGER);
        entry.setSourceClassName(LOGGER); // or else a formatter walks the stack to find it, for each request
        entry.setParameters(new Object[] {fields});
        LOG.log(entry);
    }
}
