package dev.recto.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one right to a home. It ends with {@link #close} or with the process, however that dies.
 *
 * <p>The lock is the operating system's, on an empty file; who holds it stands in a second file, since a locked file cannot be
 * read on every system. What stands there counts only while the lock is held.
 */
public final class HomeLock implements AutoCloseable {
    private final Home home;
    private final FileChannel channel;
    private final FileLock lock;
    private final Instant since;

    private HomeLock(Home home, FileChannel channel, FileLock lock) {
        this.home = home;
        this.channel = channel;
        this.lock = lock;
        this.since = Instant.now();
    }

    /**
     * Takes the home for this process, making its folders where they are missing.
     *
     * @throws HomeHeldException if another has it
     * @throws UncheckedIOException if the home cannot be written
     */
    public static HomeLock acquire(Home home) {
        home.create();
        HomeHolder here = heldHere(home);
        if (here != null) {
            throw new HomeHeldException(home, here);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new HomeHeldException(home, writtenHolder(home));
            }
            var held = new HomeLock(home, channel, lock);
            held.publish(null, null);
            channel = null;
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take the home " + home.root() + ": " + e.getMessage(), e);
        } finally {
            closeQuietly(channel);
        }
    }

    /** Returns who holds the home now, or null where nobody does. */
    public static @Nullable HomeHolder holder(Home home) {
        if (!Files.exists(home.lockFile())) {
            return null;
        }
        HomeHolder here = heldHere(home);
        if (here != null) {
            return here;
        }
        try (var channel = FileChannel.open(home.lockFile(), StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
                return null;
            }
            return writtenHolder(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell who holds the home " + home.root() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Says where this process listens, for commands that find the home held.
     *
     * @param address such as {@code http://127.0.0.1:7878}, or null
     * @param token what lets a command of this machine in, or null; the file is readable by its owner alone
     */
    public void publish(@Nullable String address, @Nullable String token) {
        var lines = new StringBuilder(
                "pid=" + ProcessHandle.current().pid() + "\nsince=" + since + "\nhome=" + home.root() + "\n");
        if (address != null) {
            lines.append("address=").append(address).append('\n');
        }
        if (token != null) {
            lines.append("token=").append(token).append('\n');
        }
        Path fresh = home.holderFile().resolveSibling("home.holder.new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh);
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, lines);
            Files.move(fresh, home.holderFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + home.holderFile() + ": " + e.getMessage(), e);
        }
    }

    /** Gives the home back. */
    @Override
    public void close() {
        try (channel;
                lock) {
            Files.deleteIfExists(home.holderFile()); // first: the next holder writes its own
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give the home " + home.root() + " back: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Returns who holds the home where that is this process, without touching its lock: POSIX gives all of a process's locks on a file back when
     * it closes any channel of that file. A holder from before this process began had the same number by chance, and that of another folder came
     * with a copy.
     */
    private static @Nullable HomeHolder heldHere(Home home) {
        HomeHolder written = writtenHolder(home);
        ProcessHandle here = ProcessHandle.current();
        Instant begun = here.info().startInstant().orElse(Instant.EPOCH);
        boolean own = written != null
                && written.pid() == here.pid()
                && !written.since().isBefore(begun)
                && home.root().toString().equals(value(written(home), "home="));
        return own ? written : null;
    }

    private static @Nullable HomeHolder writtenHolder(Home home) {
        try {
            return parse(written(home));
        } catch (RuntimeException unreadable) {
            // the lock alone decides; a holder that cannot be named is still refused
            return null;
        }
    }

    private static List<String> written(Home home) {
        try {
            return Files.readAllLines(home.holderFile());
        } catch (IOException nothingToRead) {
            return List.of();
        }
    }

    private static @Nullable HomeHolder parse(List<String> lines) {
        String pid = value(lines, "pid=");
        String since = value(lines, "since=");
        if (pid == null || since == null) {
            return null;
        }
        return new HomeHolder(
                Long.parseLong(pid), Instant.parse(since), value(lines, "address="), value(lines, "token="));
    }

    private static @Nullable String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElse(null);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
