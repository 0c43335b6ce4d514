package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.chat.PromptLanguage;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code translate}: a kept answer in another language, its citations kept. */
@Command(
        name = "translate",
        description = "Translate a kept answer sentence by sentence, with its citations. Needs a chat model.")
final class TranslateCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "1", paramLabel = "ID", description = "The answer's id, a_…")
    String id = "";

    @Option(names = "--to", required = true, paramLabel = "en|zh", description = "The language.")
    String to = "";

    TranslateCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        PromptLanguage language = Arrays.stream(PromptLanguage.values())
                .filter(one -> one.label().equals(to))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse("--to must be en or zh, and is \"" + to + "\"."));
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            JsonNode translation = home.translate(root.collection(), id, language);
            if (root.json) {
                root.output().json(translation);
            } else {
                print(translation);
            }
            return translation.path("outcome").asText().equals("grounded") ? ExitCode.DONE : ExitCode.NOT_FOUND;
        }
    }

    private void print(JsonNode translation) {
        var text = new AnswerText(root.output());
        for (JsonNode sentence : translation.path("sentences")) {
            text.sentence(sentence);
            String detail = sentence.path("detail").asText();
            switch (sentence.path("reason").asText()) {
                case "absent_figure", "absent_name" ->
                    root.output().result("    It should hold \"" + detail + "\" as the original does.");
                case "added_figure" -> root.output().result("    \"" + detail + "\" is not in the original.");
                case "not_translated" -> root.output().result("    It is no translation.");
                default -> {}
            }
        }
        text.finish(translation);
    }
}
