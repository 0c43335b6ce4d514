package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.task.LabelRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code classify}: which label fits a document, with the sentence that shows it. */
@Command(
        name = "classify",
        description =
                "Put documents under labels, each with its citation: by the chat model where one is configured, else by the encoder.")
final class ClassifyCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "1..*", paramLabel = "DOC", description = "A document's id, key or name.")
    List<String> documents = List.of();

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            paramLabel = "LABEL,…",
            description = "The labels to choose from, commas between them.")
    List<String> labels = List.of();

    @Mixin
    AnswererOptions answerer = new AnswererOptions();

    ClassifyCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        LabelRequest request = request();
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            JsonNode classification =
                    home.classify(root.collection(), home.documents(root.collection(), documents), request);
            if (root.json) {
                root.output().json(classification);
            } else {
                print(classification);
            }
            boolean all = classification.path("documents").findValues("label").stream()
                    .allMatch(JsonNode::isTextual);
            return all ? ExitCode.DONE : ExitCode.NOT_FOUND;
        }
    }

    private LabelRequest request() {
        try {
            return new LabelRequest(labels, answerer.settings());
        } catch (IllegalArgumentException wrong) {
            throw CommandException.wrongUse(String.valueOf(wrong.getMessage()));
        }
    }

    private void print(JsonNode classification) {
        Output output = root.output();
        for (JsonNode one : classification.path("documents")) {
            output.result(one.path("name").asText() + ": "
                    + (one.path("label").isNull()
                            ? "none of the labels"
                            : one.path("label").asText() + " ["
                                    + one.path("citation").asInt() + "]"));
        }
        output.result("");
        classification
                .path("citations")
                .forEach(citation ->
                        output.result("[" + citation.path("id").asInt() + "] " + Places.ofCitation(citation) + ": \""
                                + citation.path("quote").asText().strip().replaceAll("\\s+", " ") + "\""));
        boolean written = classification.path("by").asText().equals("chat");
        output.message(
                written
                        ? "Chosen by " + classification.path("model").asText() + "."
                        : "Chosen by the encoder: the label nearest to the document's sentences"
                                + (classification.path("degraded").isNull()
                                        ? "."
                                        : ", since the chat model was not used ("
                                                + classification
                                                        .path("degraded")
                                                        .asText() + ")."));
    }
}
