package dev.recto.cli;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.Citation;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;
import java.util.stream.Collectors;

/** Prints an answer for a person: each sentence as it comes, then the citations. */
final class AnswerText implements AnswerListener {
    private static final int NEAREST = 3;
    private static final int PREVIEW = 100;

    private final Output output;

    AnswerText(Output output) {
        this.output = output;
    }

    @Override
    public void sentence(AnswerSentence sentence) {
        String numbers =
                sentence.citations().stream().map(number -> "[" + number + "]").collect(Collectors.joining(" "));
        output.result(oneLine(sentence.text()) + " " + numbers + (sentence.supported() ? "" : " (not supported)"));
    }

    /** Prints what is left to say once the answer is whole. */
    void finish(Answer answer) {
        switch (answer) {
            case Answer.Grounded grounded -> {
                output.result("");
                for (Citation citation : grounded.citations()) {
                    output.result("[" + citation.number() + "] " + Places.of(citation) + ": \""
                            + oneLine(citation.quote()) + "\"");
                }
            }
            case Answer.NotFound notFound -> {
                output.result("The documents do not answer this.");
                List<ScoredPassage> nearest = notFound.report().evidence();
                if (!nearest.isEmpty()) {
                    output.result("");
                    output.result("The nearest passages:");
                }
                nearest.stream()
                        .limit(NEAREST)
                        .forEach(passage -> output.result(output.faint("  " + Places.of(passage.found()) + ": "
                                + preview(passage.found().passage().text(), PREVIEW))));
            }
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
