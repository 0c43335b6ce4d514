package dev.recto.answer.chat;

import dev.recto.answer.AnswerListener;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.Grounding;
import dev.recto.config.AnswerConfig.Unsupported;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.SourceDocument;
import dev.recto.index.FoundPassage;
import dev.recto.read.PassageSplitter;
import dev.recto.retrieve.ScoredPassage;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how soon a sentence is released after a model wrote its end, and how soon each way to fail is told, with {@code chat.timeout}
 * at 1 s and the tries that are configured. Prints both.
 */
public final class ChatBenchmark {
    private static final int SENTENCES = 400;
    private static final int ANSWERS = 100;
    private static final long TOKEN_MILLIS = 8; // about 120 tokens a second, as SmolLM2-135M writes on two cores

    private ChatBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        release();
        checkedRelease();
        if (args.length == 0) {
            failures();
        }
    }

    private static void release() throws InterruptedException {
        var written = new ConcurrentLinkedQueue<Long>();
        ModelServer.Behaviour writing = (exchange, server) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < SENTENCES; i++) {
                for (String token :
                        new String[] {" The", " notice", " period", " is", " six", " months", " [", "1", "]."}) {
                    Thread.sleep(TOKEN_MILLIS);
                    out.write(("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + token + "\"}}]}\n\n")
                            .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                written.add(System.nanoTime());
            }
            out.write("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
                    .getBytes(StandardCharsets.UTF_8));
        };
        try (var server = new ModelServer(writing);
                var client = new ChatClient(server.config(120))) {
            List<Double> millis = new ArrayList<>();
            var stream = new SentenceStream(sentence -> millis.add((System.nanoTime() - written.remove()) / 1e6));
            client.stream(ChatRequest.of(ChatMessage.user("?")), stream);
            stream.finish();
            print("after its last word was written, with the wait for the next word", millis);
        }
    }

    /** The same with the check of each sentence against ten passages; every second one is backed by none, so that all are tried for it. */
    private static void checkedRelease() throws InterruptedException {
        List<ScoredPassage> evidence =
                IntStream.range(0, 10).mapToObj(ChatBenchmark::passage).toList();
        Map<String, Part> parts = new LinkedHashMap<>();
        for (int i = 0; i < evidence.size(); i++) {
            parts.put(evidence.get(i).found().document().content().toString(), part(i));
        }
        List<Double> millis = new ArrayList<>();
        List<Double> used = new ArrayList<>();
        List<Double> firsts = new ArrayList<>();
        try (var grounding = new Grounding((content, number) -> parts.get(content.toString()), Unsupported.MARK)) {
            for (int answer = 0; answer < ANSWERS; answer++) {
                Grounding.Said said = grounding.begin(evidence, AnswerListener.NONE);
                for (int i = 0; i < 8; i++) {
                    int number = (answer + i) % 10;
                    int paid = 20_000 + 100 * number + (i % 2 == 0 ? 3 : 77);
                    String sentence = "In the month of May 2024 the tenant Acme Tools " + number + " paid a deposit of "
                            + paid + " euros to Brightwater.";
                    ScoredPassage cited = evidence.get(number);
                    var quote = new DraftSentence.Quote(
                            cited, cited.found().passage().sentences().get(3));
                    long begun = System.nanoTime();
                    long busy = cpu();
                    said.add(new DraftSentence(sentence, List.of(quote)));
                    double took = (System.nanoTime() - begun) / 1e6;
                    millis.add(took);
                    used.add((cpu() - busy) / 1e6);
                    if (i == 0) {
                        firsts.add(took);
                    }
                }
            }
        }
        print("by its check alone", millis);
        print("by its check alone, processor time", used);
        print("by its check alone, the first of an answer", firsts);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Part part(int number) {
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("In May 2024 the tenant Acme Tools ")
                    .append(number)
                    .append(" paid Brightwater a deposit of ")
                    .append(20_000 + 100 * number + i)
                    .append(" euros for the house at ")
                    .append(i + 1)
                    .append(
                            " Bridge Street, which the landlord keeps on an account without interest until the lease ends. ");
        }
        return Part.flowing(
                1, PartKind.BODY, null, text.toString(), List.of(Block.of(BlockKind.PARAGRAPH, 0, text.length())));
    }

    private static ScoredPassage passage(int number) {
        Part part = part(number);
        Passage passage = new PassageSplitter()
                .split(new SourceDocument("text/plain", null, Map.of(), List.of(part)))
                .getFirst();
        var facts = new DocumentFacts(
                new DocumentId("d_000000000" + number),
                "lease-" + number + ".txt",
                null,
                Set.of(Caller.EVERYONE),
                Map.of(),
                ContentHash.of(part.text()));
        return new ScoredPassage(
                new FoundPassage(new PassageId("p_000000000" + number), passage, PartKind.BODY, facts, Map.of()),
                1,
                1,
                1);
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().skip(20).sorted().toList();
        System.out.printf(
                "sentence released %s, ms: p50 %.1f, p95 %.1f, max %.1f (%d sentences, a token each %d ms)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.getLast(),
                sorted.size(),
                TOKEN_MILLIS);
    }

    private static void failures() throws InterruptedException {
        Map<String, ModelServer.Behaviour> ways = new LinkedHashMap<>();
        ways.put("hung before its first word", ModelServer.hangsAfter(""));
        ways.put("hung in the middle", ModelServer.hangsAfter("The notice"));
        ways.put("401", ModelServer.status(401));
        ways.put("404", ModelServer.status(404));
        ways.put("429", ModelServer.status(429));
        ways.put("429, Retry-After 60", ModelServer.status(429, "Retry-After", "60"));
        ways.put("500", ModelServer.status(500));
        ways.put(
                "broken JSON",
                ModelServer.body("text/event-stream", "data: {\"choices\": [{\"delta\": {\"content\": \"Six\n\n"));
        ways.put("stream cut", ModelServer.cutAfter("The notice"));
        ways.put("10 MB, one word again and again", ModelServer.endless("notice ", 10L << 20));
        ways.put("10 MB, one line", ModelServer.body("text/event-stream", "data: " + "x".repeat(10 << 20)));
        for (var way : ways.entrySet()) {
            try (var server = new ModelServer(way.getValue());
                    var client = new ChatClient(server.config(1))) {
                time(way.getKey(), client);
            }
        }
        ChatClient down;
        try (var server = new ModelServer(ModelServer.says(""))) {
            down = new ChatClient(server.config(1));
        }
        time("down", down);
        down.close();
    }

    private static void time(String way, ChatClient client) throws InterruptedException {
        String told = IntStream.range(0, 4).mapToObj(i -> once(client)).collect(Collectors.joining(", "));
        System.out.println(way + ": " + told);
    }

    private static String once(ChatClient client) {
        long begun = System.nanoTime();
        try {
            client.stream(ChatRequest.of(ChatMessage.user("?")), new SentenceStream(sentence -> {}));
            return "answered";
        } catch (ChatFailure failure) {
            return failure.reason().label() + " after " + (System.nanoTime() - begun) / 1_000_000 + " ms";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
