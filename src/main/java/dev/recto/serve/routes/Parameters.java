package dev.recto.serve.routes;

import dev.recto.serve.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's query parameters, strictly. */
public final class Parameters {
    private Parameters() {}

    /**
     * Refuses every parameter that a route does not know, by name.
     *
     * @throws dev.recto.serve.ProblemException if there is one
     */
    public static void only(Context context, String... known) {
        Set<String> names = Set.of(known);
        for (String name : context.queryParamMap().keySet()) {
            if (!names.contains(name)) {
                String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
                throw Problem.badRequest(
                                "unknown_parameter",
                                "\"" + shown + "\" is not a parameter here."
                                        + (known.length == 0 ? "" : " There is: " + String.join(", ", known) + "."))
                        .exception();
            }
        }
    }

    /**
     * Returns a parameter, or null where it is not given.
     *
     * @throws dev.recto.serve.ProblemException if it is given twice
     */
    public static @Nullable String text(Context context, String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw Problem.badRequest("invalid_parameter", "\"" + name + "\" is given more than once.")
                    .exception();
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /**
     * Returns a whole number.
     *
     * @throws dev.recto.serve.ProblemException if it is none from least to most
     */
    public static int whole(Context context, String name, int standard, int least, int most) {
        String text = text(context, name);
        if (text == null) {
            return standard;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw Problem.badRequest(
                        "invalid_parameter",
                        "\"" + name + "\" must be a whole number from " + least + " to " + most + ".")
                .exception();
    }
}
