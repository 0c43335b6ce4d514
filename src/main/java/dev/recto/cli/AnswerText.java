package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints an answer for a person: each sentence as it comes, then the citations. */
final class AnswerText {
    private static final int NEAREST = 3;
    private static final int PREVIEW = 100;

    private final Output output;

    AnswerText(Output output) {
        this.output = output;
    }

    /** Prints a sentence as soon as it stands. */
    void sentence(JsonNode sentence) {
        StringBuilder line = new StringBuilder(oneLine(sentence.path("text").asText()));
        sentence.path("citations")
                .forEach(number -> line.append(" [").append(number.asInt()).append(']'));
        output.result(line + (sentence.path("supported").asBoolean() ? "" : " (not supported)"));
    }

    /** Prints what is left to say once the answer is whole. */
    void finish(JsonNode answer) {
        if (answer.hasNonNull("degraded")) {
            boolean quoted = answer.path("answerer").asText().equals("quote");
            output.message("The chat model " + (quoted ? "was not used" : "did not finish") + " ("
                    + answer.path("degraded").asText() + ")"
                    + (quoted ? "; the answer is quoted." : "; the answer ends here.") + " See: recto doctor");
        }
        if (answer.path("outcome").asText().equals("grounded")) {
            output.result("");
            for (JsonNode citation : answer.path("citations")) {
                output.result("[" + citation.path("id").asInt() + "] " + Places.ofCitation(citation) + ": \""
                        + oneLine(citation.path("quote").asText()) + "\"");
            }
            return;
        }
        output.result("The documents do not answer this.");
        JsonNode evidence = answer.path("evidence");
        if (!evidence.isEmpty()) {
            output.result("");
            output.result("The nearest passages:");
        }
        for (int rank = 0; rank < Math.min(NEAREST, evidence.size()); rank++) {
            JsonNode passage = evidence.get(rank);
            output.result(output.faint("  " + Places.ofPassage(passage) + ": "
                    + preview(passage.path("text").asText(), PREVIEW)));
        }
    }

    /** Returns the beginning of a text on one line. */
    static String preview(String text, int length) {
        String line = oneLine(text);
        return line.length() <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Math.min(length, line.codePointCount(0, line.length()))))
                        + " …";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
