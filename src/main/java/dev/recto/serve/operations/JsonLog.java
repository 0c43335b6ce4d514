package dev.recto.serve.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of the service: one JSON object a line, with {@code time} (RFC 3339), {@code level}, {@code logger}, {@code message}, the pairs of a map that is the
 * entry's one parameter as fields of their own, and {@code error} with the stack trace where there is one.
 */
public final class JsonLog extends Handler {
    /** Servers that say of themselves what the service says in its own words. */
    private static final List<String> SERVERS = List.of("org.eclipse.jetty", "io.javalin");

    private final PrintStream out;
    /** Held, since the logging library forgets the level of a logger that nobody holds. */
    private final List<Logger> quiet = SERVERS.stream().map(Logger::getLogger).toList();

    /** Writes to a stream, which stays open. Of the HTTP server's own entries, warnings and worse alone are written from here on. */
    public JsonLog(PrintStream out) {
        this.out = out;
        setFormatter(new Line());
        setLevel(Level.INFO);
        quiet.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            out.println(getFormatter().format(entry));
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }

    /** One entry as one line. */
    static final class Line extends Formatter {
        /** Longest message and longest value, in UTF-16 units. */
        private static final int LONGEST = 4_000;

        private static final int LONGEST_TRACE = 20_000;

        private final ObjectMapper mapper = new ObjectMapper();

        @Override
        public String format(LogRecord entry) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("time", entry.getInstant().toString());
            line.put("level", level(entry.getLevel()));
            line.put("logger", entry.getLoggerName());
            line.put("message", cut(formatMessage(entry), LONGEST));
            fields(entry).forEach((name, value) -> line.set(String.valueOf(name), mapper.valueToTree(value)));
            @Nullable Throwable failure = entry.getThrown();
            if (failure != null) {
                line.put("error", cut(trace(failure), LONGEST_TRACE));
            }
            return text(line);
        }

        private static Map<?, ?> fields(LogRecord entry) {
            @Nullable Object @Nullable [] parameters = entry.getParameters();
            return parameters != null && parameters.length == 1 && parameters[0] instanceof Map<?, ?> fields
                    ? fields
                    : Map.of();
        }

        private String text(ObjectNode line) {
            try {
                return mapper.writeValueAsString(line);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree that cannot be written", e);
            }
        }

        private static String level(Level level) {
            return level == Level.SEVERE
                    ? "error"
                    : level == Level.WARNING ? "warn" : level.getName().toLowerCase(Locale.ROOT);
        }

        private static String trace(Throwable failure) {
            var text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString();
        }

        private static String cut(String text, int longest) {
            return text.length() <= longest ? text : text.substring(0, longest) + "…";
        }
    }
}
