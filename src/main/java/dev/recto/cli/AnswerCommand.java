package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code answer}: a kept answer, and how it came about. */
@Command(name = "answer", description = "Show a kept answer and how it came about, or ask its question again.")
final class AnswerCommand implements Callable<Integer> {
    private static final int PREVIEW = 90;

    private final RectoCommand root;

    @Parameters(arity = "1", paramLabel = "ID", description = "The answer's id, a_…")
    String id = "";

    @Option(names = "--replay", description = "Ask its question again, as the collection is now.")
    boolean replay;

    AnswerCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            ObjectNode answer = replay ? home.replay(root.collection(), id) : home.answer(root.collection(), id);
            if (root.json) {
                root.output().json(answer);
            } else {
                print(answer);
            }
            return answer.path("outcome").asText().equals("grounded") ? ExitCode.DONE : ExitCode.NOT_FOUND;
        }
    }

    private void print(JsonNode answer) {
        Output output = root.output();
        output.result(answer.path("question").asText());
        output.result("");
        var text = new AnswerText(output);
        for (JsonNode sentence : answer.path("sentences")) {
            text.sentence(sentence);
            if (!sentence.path("supported").asBoolean()) {
                output.result("    " + reason(sentence));
            }
        }
        text.finish(answer);
        output.result("");
        output.result("  answer      " + answer.path("id").asText()
                + (answer.has("created") ? ", given " + answer.path("created").asText() : ""));
        output.result("  answerer    " + answer.path("answerer").asText()
                + (answer.has("model") ? ", " + answer.path("model").asText() : "")
                + (answer.hasNonNull("prompt")
                        ? ", prompts " + answer.path("prompt").asText().substring(0, 12)
                        : "")
                + (answer.hasNonNull("degraded")
                        ? ", degraded: " + answer.path("degraded").asText()
                        : ""));
        output.result("  confidence  " + answer.path("confidence").asText());
        output.result("  generation  " + answer.path("generation").asText());
        output.result("  evidence");
        answer.path("evidence")
                .forEach(passage ->
                        output.result("    " + passage.path("passage").asText() + "  "
                                + Places.ofPassage(passage) + "  "
                                + AnswerText.preview(passage.path("text").asText(), PREVIEW)));
    }

    private static String reason(JsonNode sentence) {
        String detail = sentence.path("detail").asText();
        return switch (sentence.path("reason").asText()) {
            case "nothing_cited" -> "It cites nothing.";
            case "absent_figure", "absent_name", "absent_quotation" -> "\"" + detail + "\" is not in what it cites.";
            case "said_of_something_else" -> "What it cites says \"" + detail + "\" of something else, or not there.";
            case "little_in_common" -> "What it cites holds " + detail + " of its words.";
            case "denied" -> "It says the opposite of: " + detail;
            case "roles_exchanged" -> "It exchanges who does what to whom: " + detail;
            default -> "Its citations do not back it.";
        };
    }
}
