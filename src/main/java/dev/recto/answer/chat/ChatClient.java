package dev.recto.answer.chat;

import dev.recto.answer.Degraded;
import dev.recto.config.ChatConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the configured chat model. Safe for use by several threads.
 *
 * <p>A request that is refused for a reason that may pass (429, 5xx, no connection) is sent again after a growing, random pause, or
 * the one that the server names in {@code Retry-After}, as long as nothing of the answer has come and the pause ends before the
 * deadline. After several failures in a row the model is left alone for a while (circuit breaker), so that a model that is down
 * costs the next questions nothing.
 */
public final class ChatClient implements AutoCloseable {
    /** First pause before another try; the next are twice as long each, all by up to half as much more or less. Chosen. */
    private static final IntervalFunction PAUSES = IntervalFunction.ofExponentialRandomBackoff(400, 2.0, 0.5);

    /** Failures looked at, and how long the model is then left alone. Chosen. */
    private static final int FAILURES_LOOKED_AT = 5;

    private static final Duration LEFT_ALONE = Duration.ofSeconds(15);

    private final ChatConfig config;
    private final ChatTransport transport;
    private final ChatApi api;
    private final TokenCount tokens;
    private final CircuitBreaker breaker;
    private final Semaphore slots;

    /**
     * Creates a client; nothing is sent yet.
     *
     * @throws IllegalArgumentException if no chat model is configured
     */
    public ChatClient(ChatConfig config) {
        this.config = config;
        this.transport = new ChatTransport();
        this.api = new ChatApi(config, transport.builder());
        this.tokens = TokenCount.of(ChatApi.named(null, config));
        this.breaker = CircuitBreaker.of(
                "chat",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(FAILURES_LOOKED_AT)
                        .minimumNumberOfCalls(FAILURES_LOOKED_AT)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        this.slots = new Semaphore(config.concurrent(), true);
    }

    /** Returns the configured model's name. */
    public String model() {
        return ChatApi.named(null, config);
    }

    /** Returns the model that a request for this one goes to, as prices name it; null asks for the configured one. */
    public String model(@Nullable String asked) {
        return ChatApi.named(asked, config);
    }

    /** Returns what counts this model's tokens. */
    public TokenCount tokens() {
        return tokens;
    }

    /** Returns how the model is configured. */
    public ChatConfig config() {
        return config;
    }

    /**
     * Sends a request, and gives every piece of the answer to the consumer as it comes, on this thread. An exception that the consumer
     * throws ends the request and passes.
     *
     * @return the whole answer and its usage
     * @throws ChatFailure if there is no answer, or no whole one, within {@code chat.timeout}
     * @throws InterruptedException if the caller is interrupted; the request is ended
     */
    public ChatReply stream(ChatRequest request, Consumer<String> pieces) throws InterruptedException {
        return stream(request, pieces, deadline(1), usage -> {});
    }

    /**
     * Sends a request that must have ended at a time, if not at {@code chat.timeout}.
     *
     * @param latest in {@link System#nanoTime}
     * @param spent is told what each try took, however it ended; an estimate where it was broken off
     * @return the whole answer and its usage
     * @throws ChatFailure if there is no answer, or no whole one, by then
     * @throws InterruptedException if the caller is interrupted; the request is ended
     */
    public ChatReply stream(ChatRequest request, Consumer<String> pieces, long latest, Consumer<TokenUsage> spent)
            throws InterruptedException {
        long now = System.nanoTime();
        long left = Math.min(TimeUnit.SECONDS.toNanos(config.timeout()), latest - now);
        if (left <= 0) {
            throw Failures.timeout();
        }
        if (!slots.tryAcquire(left, TimeUnit.NANOSECONDS)) {
            throw Failures.busy(config.concurrent());
        }
        try {
            return tries(request, new Told(pieces, spent), now + left);
        } finally {
            slots.release();
        }
    }

    /** Returns when so many times {@code chat.timeout} has passed from now, in {@link System#nanoTime}. */
    public long deadline(double times) {
        return System.nanoTime() + (long) (times * TimeUnit.SECONDS.toNanos(config.timeout()));
    }

    /** Who is told of what comes, and of what it took. */
    private record Told(Consumer<String> pieces, Consumer<TokenUsage> spent) {}

    private ChatReply tries(ChatRequest request, Told told, long deadline) throws InterruptedException {
        for (int tried = 1; ; tried++) {
            var streamed = new Streamed(told);
            try {
                return guarded(request, streamed, deadline);
            } catch (ChatFailure failure) {
                Duration pause = pause(failure, tried);
                boolean again = tried <= config.retries()
                        && !streamed.any
                        && failure.reason().mayPass();
                if (!again || pause.compareTo(Duration.ofNanos(deadline - System.nanoTime())) >= 0) {
                    throw failure;
                }
                Thread.sleep(pause);
            }
        }
    }

    private static Duration pause(ChatFailure failure, int tried) {
        Duration asked = failure.retryAfter();
        return asked == null || asked.isNegative() ? Duration.ofMillis(PAUSES.apply(tried)) : asked;
    }

    private ChatReply guarded(ChatRequest request, Streamed pieces, long deadline) throws InterruptedException {
        if (!breaker.tryAcquirePermission()) {
            throw Failures.open();
        }
        long begun = System.nanoTime();
        boolean settled = false;
        try {
            ChatReply reply = once(request, pieces, deadline);
            breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            settled = true;
            return reply;
        } catch (ChatFailure failure) {
            settled = true;
            settle(request, failure, System.nanoTime() - begun);
            throw failure;
        } finally {
            if (!settled) {
                breaker.releasePermission(); // the asker went away, which says nothing of the model
            }
        }
    }

    private void settle(ChatRequest request, ChatFailure failure, long nanos) {
        boolean hurried =
                failure.reason() == Degraded.TIMEOUT && nanos < TimeUnit.SECONDS.toNanos(config.timeout()) / 2;
        boolean other =
                failure.reason() == Degraded.UNKNOWN_MODEL && request.settings().model() != null;
        if (hurried || other) {
            breaker.releasePermission(); // what waited for its turn, or named a model that is not, says nothing of
            // this one
            return;
        }
        switch (failure.reason()) {
            case TIMEOUT, UNAVAILABLE, RATE_LIMITED, INVALID, UNAUTHORIZED, UNKNOWN_MODEL ->
                breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
            case REFUSED, BUSY, BUDGET, MODERATION, UNJUDGED -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private ChatReply once(ChatRequest request, Streamed pieces, long deadline) throws InterruptedException {
        try (var exchange = new ChatExchange(api.model(), api.request(request))) {
            @Nullable TokenUsage usage = null;
            try {
                ChatReply reply = exchange.take(pieces, deadline);
                usage = reply.usage().equals(TokenUsage.NONE) ? estimate(request, reply.text()) : reply.usage();
                return new ChatReply(reply.text(), reply.model(), reply.cutShort(), usage);
            } catch (ChatFailure failure) {
                usage = pieces.any ? estimate(request, exchange.soFar()) : failure.usage();
                throw failure.withUsage(usage);
            } finally {
                pieces.told.spent.accept(usage == null ? estimate(request, exchange.soFar()) : usage);
            }
        }
    }

    private TokenUsage estimate(ChatRequest request, String written) {
        return new TokenUsage(tokens.count(request.messages()), tokens.count(written), true);
    }

    /** Ends the requests under way. */
    @Override
    public void close() {
        transport.close();
    }

    /** Knows whether anything came. */
    private static final class Streamed implements Consumer<String> {
        private final Told told;
        private boolean any;

        Streamed(Told told) {
            this.told = told;
        }

        @Override
        public void accept(String piece) {
            any = true;
            told.pieces.accept(piece);
        }
    }

    /** Returns a sentence for people that says what leaves the machine, and where to. */
    public static String whatLeaves(ChatConfig config) {
        return switch (config.provider()) {
            case NONE -> "Nothing leaves this machine for answers: they are quoted.";
            case OPENAI, AZURE, OLLAMA ->
                "Every question and the passages found for it are sent to " + ChatApi.shownAddress(config) + ", where "
                        + config.model() + " writes the answer.";
        };
    }
}
