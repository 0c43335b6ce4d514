package dev.recto.answer.chat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries LangChain4j's requests. Its own client reads a response of any size, loses the {@code Retry-After} header and goes on
 * reading when its caller is gone; this one runs on the caller's thread, which an interrupt ends, and stops after so many bytes.
 *
 * <p>Redirects are not followed: the key would go along.
 */
final class ChatTransport implements dev.langchain4j.http.client.HttpClient, AutoCloseable {
    /** Bytes read of one response: 65,536 tokens, each an event of about 250 bytes. */
    private static final int MOST_BYTES = 16 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpClient client;

    ChatTransport() {
        // HTTP/1.1: several model servers stall on the upgrade to HTTP/2 that Java offers in the clear.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A status other than 2xx, with the pause that the server asks for; what it said is not read. */
    static final class Refused extends HttpException {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Duration retryAfter;

        Refused(int status, @Nullable Duration retryAfter) {
            super(status, "HTTP " + status);
            this.retryAfter = retryAfter;
        }

        @Nullable
        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** More bytes than an answer can have. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the response has more than " + MOST_BYTES + " bytes");
        }
    }

    /** Returns what LangChain4j takes clients from; each is this one. */
    HttpClientBuilder builder() {
        return new Builder(this);
    }

    @Override
    public SuccessfulHttpResponse execute(dev.langchain4j.http.client.HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public void execute(
            dev.langchain4j.http.client.HttpRequest request,
            ServerSentEventParser parser,
            ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = client.send(jdk(request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new Bounded(response.body())) {
                if (response.statusCode() / 100 != 2) {
                    listener.onError(new Refused(response.statusCode(), retryAfter(response)));
                    return;
                }
                listener.onOpen(SuccessfulHttpResponse.builder()
                        .statusCode(response.statusCode())
                        .headers(Map.of())
                        .build());
                parser.parse(body, listener);
                listener.onClose();
            }
        } catch (IOException e) {
            listener.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest jdk(dev.langchain4j.http.client.HttpRequest request) {
        var builder = HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.method(request.method().name(), HttpRequest.BodyPublishers.ofString(request.body()))
                .build();
    }

    /** Returns the pause of RFC 9110, section 10.2.3: seconds or a date; {@code retry-after-ms}, which some servers send, wins. */
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String millis = response.headers().firstValue("retry-after-ms").orElse(null);
        String text = response.headers().firstValue("retry-after").orElse(null);
        try {
            if (millis != null) {
                return Duration.ofNanos((long) (Double.parseDouble(millis) * 1e6));
            }
            return text == null ? null : Duration.ofNanos((long) (Double.parseDouble(text) * 1e9));
        } catch (NumberFormatException noNumber) {
            return text == null ? null : until(text);
        }
    }

    private static @Nullable Duration until(String date) {
        try {
            Instant at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return Duration.between(Instant.ofEpochMilli(System.currentTimeMillis()), at);
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Stops after so many bytes, before they fill the memory. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private int left = MOST_BYTES;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            if (one >= 0) {
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLong();
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Hands the one client out; how long requests may take is its caller's business. */
    private record Builder(ChatTransport transport) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return CONNECT;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return CONNECT;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public dev.langchain4j.http.client.HttpClient build() {
            return transport;
        }
    }
}
