package dev.recto.serve.mcp;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The arguments of one tool call, each taken once by its name; what is left in the end is refused by its name. */
final class ToolArguments {
    private static final int MOST_FILTERS = 64;

    private final Map<String, Object> arguments;
    private final Set<String> taken = new HashSet<>();

    ToolArguments(@Nullable Map<String, Object> arguments) {
        this.arguments = arguments == null ? Map.of() : arguments;
    }

    /** Returns text that must be there and not blank. */
    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw new ToolRefusal("The argument \"" + name + "\" is missing.");
        }
        return text;
    }

    /** Returns text that is not blank, or null where it is absent. */
    @Nullable
    String optionalText(String name) {
        Object value = take(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.isBlank()) {
            throw new ToolRefusal("The argument \"" + name + "\" must be text and not blank.");
        }
        return text;
    }

    /** Returns a whole number. */
    int whole(String name, int standard, int least, int most) {
        Object value = take(name);
        if (value == null) {
            return standard;
        }
        // a whole number may come as 3.0 from clients whose numbers are all floating
        boolean isWhole = value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
        if (!isWhole || ((Number) value).doubleValue() < least || ((Number) value).doubleValue() > most) {
            throw new ToolRefusal(
                    "The argument \"" + name + "\" must be a whole number from " + least + " to " + most + ".");
        }
        return ((Number) value).intValue();
    }

    /** Returns metadata keys with the text each must have; empty where it is absent. */
    Map<String, String> filter(String name) {
        Map<String, String> filter = new TreeMap<>();
        Object value = take(name);
        if (value == null) {
            return filter;
        }
        if (!(value instanceof Map<?, ?> pairs) || pairs.size() > MOST_FILTERS) {
            throw new ToolRefusal(
                    "The argument \"" + name + "\" must be an object of at most " + MOST_FILTERS + " texts.");
        }
        pairs.forEach((key, text) -> {
            if (!(text instanceof String)) {
                throw new ToolRefusal("Every value in \"" + name + "\" must be text.");
            }
            filter.put(String.valueOf(key), (String) text);
        });
        return filter;
    }

    /** Refuses what was not taken. */
    void refuseRest() {
        for (String name : arguments.keySet()) {
            if (!taken.contains(name)) {
                throw new ToolRefusal("\"" + name + "\" is not an argument of this tool; there is: "
                        + String.join(", ", taken.stream().sorted().toList()) + ".");
            }
        }
    }

    private @Nullable Object take(String name) {
        taken.add(name);
        return arguments.get(name);
    }
}
