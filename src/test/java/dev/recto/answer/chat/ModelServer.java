package dev.recto.answer.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recto.config.ChatConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of OpenAI's chat API that behaves as it is told: the n-th request as the n-th behaviour says, and then as the last. */
public final class ModelServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Behaviour> behaviours;

    /** What is done with one request. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers, or does not. */
        void answer(HttpExchange exchange, ModelServer server) throws IOException, InterruptedException;
    }

    public ModelServer(Behaviour... behaviours) {
        this.behaviours = List.of(behaviours);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            heads.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
            List<Behaviour> told = behaviours;
            told.get(Math.min(count.getAndIncrement(), told.size() - 1)).answer(exchange, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Behaves otherwise from now on. */
    public void behave(Behaviour... others) {
        count.set(0);
        behaviours = List.of(others);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns a configuration that uses this server. */
    public ChatConfig config(int timeout) {
        return new ChatConfig(
                ChatConfig.Provider.OPENAI,
                address(),
                "test-model",
                "sk-test-0000",
                "2024-10-21",
                timeout,
                0.1,
                128,
                4_096,
                8,
                2);
    }

    /** Returns the bodies of all requests. */
    public List<JsonNode> requests() {
        return requests;
    }

    /** Returns method, address and headers of all requests. */
    public List<String> heads() {
        return heads;
    }

    /** Says a text, token by token, and how many tokens it took. */
    public static Behaviour says(String text) {
        return streams(text, true);
    }

    /** Says a text without a word on its tokens. */
    public static Behaviour saysUncounted(String text) {
        return streams(text, false);
    }

    /** Says a text and stops there, since it has written its most tokens. */
    public static Behaviour cutShortAfter(String text) {
        return streams(text, "length", true);
    }

    private static Behaviour streams(String text, boolean counted) {
        return streams(text, "stop", counted);
    }

    private static Behaviour streams(String text, String finish, boolean counted) {
        return (exchange, server) -> {
            OutputStream out = begin(exchange);
            for (String token : text.split("(?<=[\\s。])")) {
                out.write(event(token, null));
                out.flush();
            }
            out.write(event("", finish));
            if (counted) {
                out.write(
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":321,\"completion_tokens\":45,\"total_tokens\":366}}\n\n"
                                .getBytes(StandardCharsets.UTF_8));
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Says a text, does something, and goes on where that is done. */
    public static Behaviour saysAndMeanwhile(String first, Runnable meanwhile, String rest) {
        return (exchange, server) -> {
            OutputStream out = begin(exchange);
            out.write(event(first, null));
            out.flush();
            meanwhile.run();
            out.write(event(rest, null));
            out.write(event("", "stop"));
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Says a text and then breaks the connection off in the middle of its stream. */
    public static Behaviour cutAfter(String text) {
        return (exchange, server) -> {
            OutputStream out = begin(exchange);
            out.write(event(text, null));
            out.flush();
        };
    }

    /** Says a text and then nothing more, while the connection stays. */
    public static Behaviour hangsAfter(String text) {
        return (exchange, server) -> {
            if (!text.isEmpty()) {
                OutputStream out = begin(exchange);
                out.write(event(text, null));
                out.flush();
            }
            server.closed.await();
        };
    }

    /** Says a word again and again, as many bytes as are named. */
    public static Behaviour endless(String word, long bytes) {
        return (exchange, server) -> {
            OutputStream out = begin(exchange);
            byte[] event = event(word, null);
            for (long sent = 0; sent < bytes; sent += event.length) {
                out.write(event);
            }
        };
    }

    /** Sends a body that is no stream of events. */
    public static Behaviour body(String type, String text) {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Refuses with a status, and with headers given as name, value, … */
    public static Behaviour status(int status, String... headers) {
        return (exchange, server) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] body =
                    "{\"error\":{\"message\":\"key sk-test-0000 is not right\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static byte[] event(String content, String finish) {
        var node = JSON.createObjectNode()
                .put("id", "c1")
                .put("object", "chat.completion.chunk")
                .put("model", "test-model-1");
        var choice = node.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        choice.putObject("delta").put("content", content);
        return ("data: " + node + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
