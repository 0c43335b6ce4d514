package dev.recto.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Clients of a service in a process of their own, so that what they cost does not count as the service's: {@code QuestionClients ADDRESS
 * QUESTIONS_JSONL} asks a round for each line that it reads, and says its seconds and its own processor time for each question in ms.
 */
final class QuestionClients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final BufferedReader said;

    private QuestionClients(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws Exception {
        try (HttpClient http = http()) {
            var rounds = new QuestionRounds(QuestionRounds.read(Path.of(args[1])), question -> {
                HttpResponse<String> reply = ask(http, args[0], question);
                if (reply.statusCode() != 200) {
                    throw new IOException("status " + reply.statusCode() + ": " + reply.body());
                }
            });
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (lines.readLine() != null) {
                QuestionRounds.Round round = rounds.round();
                System.out.println(round.seconds() + " " + round.processorMillis());
            }
        }
    }

    /** Starts clients of a service. */
    static QuestionClients start(String address, Path questions) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                QuestionClients.class.getName(),
                address,
                questions.toString());
        return new QuestionClients(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Has every question asked once. */
    QuestionRounds.Round round() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the clients ended");
        }
        String[] figures = line.split(" ");
        return new QuestionRounds.Round(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        process.waitFor();
    }

    /** Returns what asks over HTTP/1.1. */
    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Asks a service's default collection. */
    static HttpResponse<String> ask(HttpClient http, String address, String question)
            throws IOException, InterruptedException {
        String body =
                JsonNodeFactory.instance.objectNode().put("question", question).toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/collections/default/ask"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
