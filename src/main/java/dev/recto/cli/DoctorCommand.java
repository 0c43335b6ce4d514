package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.ChatMessage;
import dev.recto.answer.chat.ChatReply;
import dev.recto.answer.chat.ChatRequest;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.answer.moderation.Judgement;
import dev.recto.answer.moderation.Moderation;
import dev.recto.catalog.CollectionRow;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.RectoConfig;
import dev.recto.embed.EmbeddingException;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.ingest.IngestListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: looks whether everything is in order. */
@Command(
        name = "doctor",
        description = "Check the JDK, the models, the disk, and index and catalogue against each other.")
final class DoctorCommand implements Callable<Integer> {
    private static final int LEAST_JDK = 25;
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private final RectoCommand root;

    @Option(names = "--repair", description = "Build anew what can be built anew; originals are never touched.")
    boolean repair;

    DoctorCommand(RectoCommand root) {
        this.root = root;
    }

    /** One thing that was looked at. */
    private record Finding(String what, boolean sound, String sentence) {}

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        RectoConfig config = root.config();
        try (OpenHome open = root.open()) {
            findings.add(jdk());
            findings.add(new Finding("home", true, open.home().root() + ", held by this process."));
            findings.add(disk(open));
            findings.add(models(open));
            List<CollectionRow> collections = open.catalog().collections().list();
            findings.addAll(consistency(open, collections));
            if (repair && findings.stream().anyMatch(finding -> !finding.sound())) {
                open.consistency()
                        .repair(collections, IngestListener.SILENT)
                        .forEach(done -> findings.add(new Finding("repair", true, done)));
                findings.removeIf(finding -> finding.what().equals("documents"));
                findings.addAll(consistency(open, collections));
            }
        }
        findings.add(chatModel(config));
        findings.add(moderation(config));
        findings.add(new Finding("leaves the machine", true, leaving(config)));
        print(findings);
        return findings.stream().allMatch(Finding::sound) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Finding jdk() {
        Runtime.Version version = Runtime.version();
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String sentence = version
                + (vectors ? ", with its vector module." : "; start with ./recto, which adds the vector module.");
        return new Finding("JDK", version.feature() >= LEAST_JDK && vectors, sentence);
    }

    private static Finding disk(OpenHome open) {
        try {
            long free = Files.getFileStore(open.home().data()).getUsableSpace();
            String sentence = (free >> 20) + " MiB free.";
            return free >= LEAST_FREE_BYTES
                    ? new Finding("disk", true, sentence)
                    : new Finding(
                            "disk", false, sentence + " Recto wants at least " + (LEAST_FREE_BYTES >> 20) + " MiB.");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask the disk for its free space: " + e.getMessage(), e);
        }
    }

    private static Finding models(OpenHome open) throws InterruptedException {
        try {
            List<QuestionEmbedding> embeddings =
                    open.embedder().embedQuestion("How long is the notice period? 通知期有多长？");
            String models = embeddings.stream()
                    .map(embedding -> embedding.model() + " (" + embedding.vector().length + " dimensions)")
                    .collect(Collectors.joining(", "));
            return new Finding(
                    "models", !embeddings.isEmpty(), models + (embeddings.isEmpty() ? "No model answered." : "."));
        } catch (EmbeddingException e) {
            return new Finding("models", false, String.valueOf(e.getMessage()));
        }
    }

    private static List<Finding> consistency(OpenHome open, List<CollectionRow> collections) {
        List<Finding> findings = new ArrayList<>();
        open.consistency()
                .check(collections)
                .forEach(problem -> findings.add(new Finding("documents", false, problem)));
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    "documents",
                    true,
                    collections.size()
                            + (collections.size() == 1 ? " collection: " : " collections: ")
                            + "catalogue, originals and indexes agree."));
        }
        return findings;
    }

    /** Asks the chat model for one word. */
    private static Finding chatModel(RectoConfig config) throws InterruptedException {
        if (!config.chat().present()) {
            return new Finding("chat model", true, "None; answers are quoted.");
        }
        try (var client = new ChatClient(config.chat())) {
            var settings = new ChatSettings(null, null, 16);
            var request = new ChatRequest(List.of(ChatMessage.user("Say: yes")), settings);
            ChatReply reply = client.stream(request, piece -> {});
            String price = config.usage().price(client.model()) == null
                    ? " It has no price in usage.prices, so its answers count as free."
                    : "";
            return new Finding("chat model", true, client.model() + " answers, as " + reply.model() + "." + price);
        } catch (ChatFailure failure) {
            return new Finding("chat model", false, String.valueOf(failure.getMessage()));
        }
    }

    /** Lets a harmless sentence be judged, which shows a wrong address, key or category. */
    private static Finding moderation(RectoConfig config) throws InterruptedException {
        if (!config.moderation().present()) {
            return new Finding("moderation", true, "None.");
        }
        try (var moderation = new Moderation(config.moderation())) {
            return switch (moderation.judge("The notice period is six months.")) {
                case Judgement.Judged judged ->
                    judged.passes()
                            ? new Finding("moderation", true, moderation.model() + " judges.")
                            : new Finding(
                                    "moderation", false, "A harmless sentence is refused " + judged.refusing() + ".");
                case Judgement.Failed failed -> new Finding("moderation", false, failed.why());
            };
        }
    }

    private static String leaving(RectoConfig config) {
        List<String> leaving = new ArrayList<>();
        if (config.embedding().provider() != EmbeddingConfig.Provider.LOCAL) {
            leaving.add(leaving(config.embedding()));
        }
        if (config.chat().present()) {
            leaving.add(ChatClient.whatLeaves(config.chat()));
        }
        String judged = Moderation.whatLeaves(config.moderation());
        if (!judged.isEmpty()) {
            leaving.add(judged);
        }
        return leaving.isEmpty() ? "Nothing." : String.join(" ", leaving);
    }

    private static String leaving(EmbeddingConfig embedding) {
        return switch (embedding.provider()) {
            case LOCAL -> "Nothing.";
            case OPENAI, AZURE, OLLAMA ->
                "Every passage and every question, to "
                        + embedding.provider().name().toLowerCase(Locale.ROOT)
                        + (embedding.baseUrl() == null ? "" : " at " + embedding.baseUrl()) + " for embedding.";
        };
    }

    private void print(List<Finding> findings) {
        Output output = root.output();
        if (!root.json) {
            findings.forEach(finding -> output.result(
                    (finding.sound() ? "ok       " : "PROBLEM  ") + finding.what() + ": " + finding.sentence()));
            return;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("sound", findings.stream().allMatch(Finding::sound));
        ArrayNode list = node.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("what", finding.what())
                .put("sound", finding.sound())
                .put("sentence", finding.sentence()));
        output.json(node);
    }
}
