package dev.recto.ingest;

import dev.recto.document.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds what was read ahead, bounded by its characters, so that reading never fills the memory. */
final class PreparedQueue {
    private static final int MOST_CHARACTERS = 8 << 20;
    private static final int GROUP_PASSAGES = 256;

    private final LinkedBlockingQueue<Prepared> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_CHARACTERS);

    /** Hands on a document; waits while there is no room. */
    void put(Prepared prepared) throws InterruptedException {
        room.acquire(weight(prepared));
        queue.add(prepared);
    }

    /** Says that nothing more comes. */
    void end(@Nullable Throwable failure) {
        queue.add(new Prepared.End(failure));
    }

    /**
     * Returns what is there, several small documents together; empty where nothing came within {@code millis}.
     *
     * <p>An {@link Prepared.End} stands last in the list.
     */
    List<Prepared> take(long millis) throws InterruptedException {
        var group = new ArrayList<Prepared>();
        int passages = 0;
        Prepared next = queue.poll(millis, TimeUnit.MILLISECONDS);
        while (next != null) {
            group.add(next);
            room.release(weight(next));
            passages += next instanceof Prepared.Split split ? split.passages().size() : 0;
            next = passages < GROUP_PASSAGES ? queue.poll() : null;
        }
        return group;
    }

    private static int weight(Prepared prepared) {
        long characters = prepared instanceof Prepared.Split split
                ? split.passages().stream()
                        .map(Passage::text)
                        .mapToLong(String::length)
                        .sum()
                : 0;
        return Math.clamp(characters, 1, MOST_CHARACTERS);
    }
}
