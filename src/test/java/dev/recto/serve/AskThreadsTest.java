package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskThreadsTest {
    private final AskThreads threads = new AskThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void work_fromAVirtualThread_runsOnAPlatformThread() throws InterruptedException {
        var virtual = new AtomicReference<Boolean>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        virtual.set(threads.run(() -> Thread.currentThread().isVirtual()));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
        assertThat(virtual.get()).isFalse();
    }

    @Test
    void work_thatFails_throwsWhatItThrew() {
        var cancelled = new CancellationException("the client is gone");
        assertThatThrownBy(() -> threads.run(() -> {
                    throw cancelled;
                }))
                .isSameAs(cancelled);
        var stopped = new InterruptedException();
        assertThatThrownBy(() -> threads.run(() -> {
                    throw stopped;
                }))
                .isSameAs(stopped);
    }

    @Test
    void caller_interrupted_interruptsTheWorkAndWaitsForItsEnd() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var endedFirst = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                threads.run(() -> {
                    begun.countDown();
                    try {
                        never.await();
                    } finally {
                        ended.set(true);
                    }
                    return 0;
                });
            } catch (InterruptedException e) {
                endedFirst.set(ended.get());
            }
        });
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(endedFirst).isTrue();
    }

    @Test
    void close_whileWorkIsInProgress_interruptsItAndWaitsForItsEnd() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> assertThatThrownBy(() -> threads.run(() -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.set(true);
                    }
                    return null;
                }))
                .isInstanceOf(InterruptedException.class));
        begun.await();
        threads.close();
        assertThat(ended).isTrue();
        caller.join();
    }
}
