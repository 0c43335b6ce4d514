package dev.recto.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import dev.recto.catalog.Home;
import dev.recto.config.AnswerConfig;
import dev.recto.config.ChatConfig;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.LimitsConfig;
import dev.recto.config.ModerationConfig;
import dev.recto.config.RectoConfig;
import dev.recto.config.ReindexConfig;
import dev.recto.config.ServeConfig;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import dev.recto.config.UsageConfig;
import dev.recto.config.WatchConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real service over a real home, on a port of this machine, with the means to talk to it. */
final class RunningService implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String DOCUMENTS = "/api/v1/collections/default/documents";

    final Application house;
    final Service service;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningService(Path home, LimitsConfig limits, UploadConfig uploads, UrlConfig urls) {
        var config = new RectoConfig(
                EmbeddingConfig.DEFAULT,
                ChatConfig.DEFAULT,
                UsageConfig.DEFAULT,
                AnswerConfig.DEFAULT,
                ModerationConfig.DEFAULT,
                ServeConfig.DEFAULT.at("127.0.0.1", 0),
                limits,
                uploads,
                urls,
                ReindexConfig.DEFAULT,
                WatchConfig.DEFAULT);
        this.house = Application.open(SharedModels.in(new Home(home)), config);
        this.service = Service.start(new ServiceParts(house, config));
    }

    URI uri(String path) {
        return URI.create(service.address() + path);
    }

    int port() {
        return uri("/").getPort();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        ContractCheck.check(response);
        return response;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    HttpResponse<String> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Follows a job's events to its end and returns all that was told. */
    String events(String job) throws IOException, InterruptedException {
        return get("/api/v1/jobs/" + job + "/events").body();
    }

    /** Sends bytes as they are and returns what comes back until the connection ends or nothing comes for 20 s. */
    String raw(byte[]... pieces) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : pieces) {
                out.write(piece);
                out.flush();
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads a response's head. */
    static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        client.close();
        service.close();
        house.close();
    }
}
