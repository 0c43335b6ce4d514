package dev.recto.serve.routes;

import dev.recto.config.LimitsConfig;
import dev.recto.retrieve.Question;
import dev.recto.serve.Problem;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes questions of what requests say, or refuses them. */
public final class Questions {
    /** Most passages of evidence. */
    static final int MOST_EVIDENCE = 100;

    private Questions() {}

    /**
     * Returns a question.
     *
     * @throws dev.recto.serve.ProblemException if a field is missing or out of range
     */
    public static Question question(
            @Nullable String text, @Nullable Map<String, @Nullable String> filter, int limit, LimitsConfig limits) {
        if (text == null || text.isBlank()) {
            throw Problem.badRequest("missing_field", "\"question\" is missing or blank. Say what to ask.")
                    .exception();
        }
        if (text.length() > limits.questionChars()) {
            throw Problem.badRequest(
                            "question_too_long",
                            "The question has " + text.length() + " characters; at most " + limits.questionChars()
                                    + " are allowed (limits.question_chars).")
                    .exception();
        }
        if (limit < 1 || limit > MOST_EVIDENCE) {
            throw Problem.badRequest("invalid_field", "\"limit\" must be 1 to " + MOST_EVIDENCE + ".")
                    .exception();
        }
        return new Question(Metadata.wellFormed("question", text), filter(filter), limit);
    }

    private static Map<String, String> filter(@Nullable Map<String, @Nullable String> filter) {
        return filter == null ? new TreeMap<>() : Metadata.checked("filter", filter);
    }
}
