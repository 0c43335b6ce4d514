package dev.recto.ingest.schedule;

import dev.recto.config.ReindexConfig;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an address of each re-index that has ended, in the background: JSON by POST, tried again later and later until it is taken. Each
 * message is signed: {@code X-Recto-Signature} is {@code sha256=} and the HMAC-SHA256 (RFC 2104) of {@code X-Recto-Timestamp}, a point and the
 * body, in hex; {@code X-Recto-Delivery} is the same for every try of one message.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int TAKEN_FROM = 200;
    private static final int TAKEN_TO = 299;

    private final URI url;
    private final byte @Nullable [] key;
    private final int tries;
    private final InstantSource clock;
    private final Pause pause;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_REQUEST).build();
    private final ExecutorService sending =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("webhook").factory());

    /** Waits between two tries. */
    @FunctionalInterface
    public interface Pause {
        /** Waits so long. */
        void of(Duration length) throws InterruptedException;
    }

    /** @param config its address must be set */
    public Webhook(ReindexConfig.Webhook config, InstantSource clock, Pause pause) {
        this.url = URI.create(String.valueOf(config.url()));
        this.key = config.key() == null ? null : config.key().getBytes(StandardCharsets.UTF_8);
        this.tries = config.tries();
        this.clock = clock;
        this.pause = pause;
    }

    /** Sends a message soon. */
    public void tell(String json) {
        sending.execute(() -> deliver(json));
    }

    /** Ends what is being sent. */
    @Override
    public void close() {
        sending.shutdownNow();
        client.shutdownNow();
    }

    private void deliver(String json) {
        String delivery = ContentHash.of(clock.instant() + json).hex().substring(0, 32);
        Duration wait = FIRST_PAUSE;
        try {
            for (int attempt = 1; attempt <= tries; attempt++) {
                if (attempt > 1) {
                    pause.of(wait);
                    wait = wait.multipliedBy(2);
                }
                if (sent(json, delivery)) {
                    return;
                }
            }
            LOG.warn("The webhook took no message in {} tries; it is given up.", tries);
        } catch (InterruptedException e) {
            LOG.debug("A message to the webhook was given up, since the service stops.");
        }
    }

    /** Returns whether a message was taken, or refused in a way that sending it again would not change. */
    private boolean sent(String json, String delivery) throws InterruptedException {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(LONGEST_REQUEST)
                .header("Content-Type", "application/json")
                .header("User-Agent", "recto")
                .header("X-Recto-Delivery", delivery)
                .header("X-Recto-Timestamp", timestamp)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (key != null) {
            request.header("X-Recto-Signature", "sha256=" + signature(key, timestamp + "." + json));
        }
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < TAKEN_FROM || status > TAKEN_TO) {
                LOG.warn("The webhook answered with status {}.", status);
            }
            return status >= TAKEN_FROM && status <= TAKEN_TO;
        } catch (IOException e) {
            LOG.warn("The webhook could not be reached: {}", e.getMessage());
            return false;
        }
    }

    /** Returns the HMAC-SHA256 of a text in hex. */
    static String signature(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
        }
    }
}
