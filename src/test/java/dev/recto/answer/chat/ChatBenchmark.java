package dev.recto.answer.chat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how soon a sentence is released after a model wrote its end, and how soon each way to fail is told, with {@code chat.timeout}
 * at 1 s and the tries that are configured. Prints both.
 */
public final class ChatBenchmark {
    private static final int SENTENCES = 400;
    private static final long TOKEN_MILLIS = 8; // about 120 tokens a second, as SmolLM2-135M writes on two cores

    private ChatBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        release();
        failures();
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
