package dev.recto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Where a command's words go: results to standard output, everything else to standard error. */
final class Output {
    private final Surroundings surroundings;
    private final boolean quiet;
    private final boolean color;

    Output(Surroundings surroundings, boolean quiet, boolean noColor) {
        this.surroundings = surroundings;
        this.quiet = quiet;
        this.color = !noColor
                && surroundings.outIsTerminal()
                && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Prints a line of the result. */
    void result(String line) {
        surroundings.out().println(printable(line));
        surroundings.out().flush();
    }

    /** Prints the whole result as JSON. */
    void json(JsonNode node) {
        try {
            surroundings
                    .out()
                    .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node));
            surroundings.out().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Prints a message, unless quiet is asked for. */
    void message(String line) {
        if (!quiet) {
            surroundings.err().println(printable(line));
        }
    }

    /** Prints what went wrong. */
    void error(String line) {
        surroundings.err().println(printable(line));
    }

    /** Returns whether progress may be drawn over and over on one line. */
    boolean showsProgress() {
        return surroundings.errIsTerminal() && !quiet;
    }

    /** Returns the text set apart by a terminal's faint colour, where colours are wanted. */
    String faint(String text) {
        return color ? "\u001B[2m" + printable(text) + "\u001B[0m" : text;
    }

    /** Text comes from documents, and a document must not steer the terminal: control characters become spaces. */
    private String printable(String line) {
        boolean escapes = color;
        StringBuilder printable = new StringBuilder(line.length());
        for (int at = 0; at < line.length(); at++) {
            char letter = line.charAt(at);
            boolean own =
                    letter == '\u001B' && escapes && (line.startsWith("[2m", at + 1) || line.startsWith("[0m", at + 1));
            boolean layout = letter == '\n' || letter == '\t';
            printable.append(Character.isISOControl(letter) && !own && !layout ? ' ' : letter);
        }
        return printable.toString();
    }
}
