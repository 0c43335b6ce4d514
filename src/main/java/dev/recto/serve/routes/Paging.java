package dev.recto.serve.routes;

import dev.recto.serve.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list that is given out by cursor.
 *
 * @param shown what this answer shows
 * @param next the cursor of the next stretch, or null at the end
 */
public record Paging<T>(List<T> shown, @Nullable String next) {
    /** Entries shown where no limit is given. */
    public static final int STANDARD = 50;

    /** Most entries shown at once. */
    public static final int MOST = 1_000;

    public Paging {
        shown = List.copyOf(shown);
    }

    /**
     * Returns the stretch that a request asks for.
     *
     * @param list names the list, so that a cursor of another one is refused
     * @param all everything, ordered by {@code position}
     */
    public static <T> Paging<T> of(Context context, String list, List<T> all, Function<T, String> position) {
        int limit = limit(context);
        String after = after(context, list);
        List<T> rest = all.stream()
                .filter(one -> after == null || position.apply(one).compareTo(after) > 0)
                .toList();
        return rest.size() <= limit
                ? new Paging<>(rest, null)
                : new Paging<>(rest.subList(0, limit), cursor(list, position.apply(rest.get(limit - 1))));
    }

    /**
     * Returns how many entries a request asks for.
     *
     * @throws dev.recto.serve.ProblemException if that is no number from 1 to {@value #MOST}
     */
    public static int limit(Context context) {
        return Parameters.whole(context, "limit", STANDARD, 1, MOST);
    }

    /**
     * Returns the position after which a request wants to go on, or null for the beginning.
     *
     * @throws dev.recto.serve.ProblemException if the cursor is not one of this list
     */
    public static @Nullable String after(Context context, String list) {
        String cursor = Parameters.text(context, "cursor");
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(list + "\n")
                    && cursor(list, text.substring(list.length() + 1)).equals(cursor)) {
                return text.substring(list.length() + 1);
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, with every other text that is no cursor of this list.
        }
        throw Problem.badRequest(
                        "invalid_cursor",
                        "The cursor is not one of this list. Begin without one, and use the \"next\" you get.")
                .exception();
    }

    /** Returns the cursor of a position. */
    public static String cursor(String list, String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + "\n" + position).getBytes(StandardCharsets.UTF_8));
    }
}
