package dev.recto.answer.chat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.recto.answer.Degraded;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One try at one request: it runs on a thread of its own, and its caller takes what comes, so that neither a hung server nor a slow
 * one can hold the caller past its deadline.
 */
final class ChatExchange implements AutoCloseable {
    /** Characters taken of one answer: as many as the most tokens allowed have in English. */
    private static final int MOST_CHARS = 400_000;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final Thread thread;
    private final String asked;

    private sealed interface Event {
        record Piece(String text) implements Event {}

        record Whole(ChatResponse response) implements Event {}

        record Failed(@Nullable Throwable cause) implements Event {}
    }

    /** Begins. */
    ChatExchange(StreamingChatModel model, dev.langchain4j.model.chat.request.ChatRequest request) {
        this.asked = request.modelName();
        this.thread = Thread.ofVirtual().name("chat").start(() -> run(model, request));
    }

    private void run(StreamingChatModel model, dev.langchain4j.model.chat.request.ChatRequest request) {
        try {
            model.chat(request, new Heard());
            events.add(new Event.Failed(null)); // where all is well, this comes after the end and is not looked at
        } catch (RuntimeException e) {
            events.add(new Event.Failed(e));
        }
    }

    /** Returns what was written so far. */
    String soFar() {
        return text.toString();
    }

    /**
     * Gives every piece to the consumer, on this thread, until all is there.
     *
     * @param deadline in {@link System#nanoTime}
     * @throws ChatFailure if it fails or the deadline passes; the usage is not set yet
     */
    ChatReply take(Consumer<String> pieces, long deadline) throws InterruptedException {
        while (true) {
            long left = deadline - System.nanoTime();
            Event event = left <= 0 ? null : events.poll(left, TimeUnit.NANOSECONDS);
            switch (event) {
                case null -> throw Failures.timeout();
                case Event.Piece piece -> {
                    text.append(piece.text);
                    if (text.length() > MOST_CHARS) {
                        throw Failures.invalid("sent an answer without end");
                    }
                    pieces.accept(piece.text);
                }
                case Event.Failed failed -> throw Failures.of(failed.cause);
                case Event.Whole whole -> {
                    return reply(whole.response);
                }
            }
        }
    }

    private ChatReply reply(ChatResponse response) {
        FinishReason finish = response.finishReason();
        if (finish == null) {
            throw Failures.invalid("stopped in the middle of its answer");
        }
        if (finish == FinishReason.CONTENT_FILTER) {
            throw new ChatFailure(Degraded.REFUSED, "The chat model's content filter refused.", null);
        }
        String model = response.modelName() == null ? asked : response.modelName();
        return new ChatReply(text.toString(), model, finish == FinishReason.LENGTH, usage(response));
    }

    /** Returns the server's count; {@link TokenUsage#NONE} where it did not count. */
    private static TokenUsage usage(ChatResponse response) {
        var counted = response.tokenUsage();
        if (counted == null || counted.inputTokenCount() == null || counted.outputTokenCount() == null) {
            return TokenUsage.NONE;
        }
        return new TokenUsage(Math.max(0, counted.inputTokenCount()), Math.max(0, counted.outputTokenCount()), false);
    }

    /** Ends it where it is; the connection is closed. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Takes LangChain4j's calls, on the exchange's thread; throws nothing, since it would be logged with what was said. */
    private final class Heard implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String piece) {
            events.add(new Event.Piece(piece));
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            events.add(new Event.Whole(response));
        }

        @Override
        public void onError(Throwable error) {
            events.add(new Event.Failed(error));
        }
    }
}
