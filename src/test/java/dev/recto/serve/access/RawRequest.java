package dev.recto.serve.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request written byte by byte, with headers that no client library would send. */
public record RawRequest(URI service) {
    /** Returns the status of a GET. */
    public int status(String path, String host, String origin) {
        return Integer.parseInt(send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n"
                        + (origin == null ? "" : "Origin: " + origin + "\r\n") + "Connection: close\r\n\r\n")
                .split(" ")[1]);
    }

    /** Sends text and returns all that comes back. */
    public String send(String text) {
        return send(text, false);
    }

    /** Sends text and nothing more ever, and returns all that comes back. */
    public String sendLast(String text) {
        return send(text, true);
    }

    private String send(String text, boolean last) {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (last) {
                socket.shutdownOutput();
            }
            var answer = new StringBuilder();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
