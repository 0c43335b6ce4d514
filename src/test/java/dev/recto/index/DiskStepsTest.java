package dev.recto.index;

import static dev.recto.index.IndexedSamples.FIELD;
import static dev.recto.index.IndexedSamples.document;
import static dev.recto.index.IndexedSamples.passage;
import static dev.recto.index.IndexedSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.DocumentFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;

/** The disk fails at each step of a change in turn, and stays so until the process ends. */
class DiskStepsTest {
    private static final DocumentFacts LEASE = document("lease.pdf");

    @Test
    void commit_diskFailsAtEachStepInTurn_neverSaysDurableWhatIsNot() throws IOException {
        int steps = 0;
        for (boolean failed = true; failed; ) {
            steps++;
            failed = changed(new Kept(new ByteBuffersDirectory()), steps);
        }
        assertThat(steps).isGreaterThan(20);
    }

    /** Returns whether the disk failed before the change was done. */
    private static boolean changed(Directory folder, int step) throws IOException {
        boolean acknowledged = false;
        try (LuceneIndex index = LuceneIndex.open(folder, List.of(FIELD))) {
            index.replace(LEASE, List.of(passage(LEASE, 1, "first")));
            index.commit(1);
        }
        var disk = new FailingDirectory(folder, step);
        try (LuceneIndex index = LuceneIndex.open(disk, List.of(FIELD))) {
            index.replace(LEASE, List.of(passage(LEASE, 1, "second")));
            index.commit(2);
            acknowledged = true;
            index.expunge();
        } catch (UncheckedIOException expected) {
            assertThat(disk.failed).isTrue();
            assertThat(expected instanceof IndexNotDurableException).isEqualTo(disk.syncFailed);
        }
        try (LuceneIndex index = LuceneIndex.open(folder, List.of(FIELD));
                PassageIndex.Snapshot snapshot = index.snapshot()) {
            assertThat(index.check()).isEmpty();
            List<String> found = snapshot.load(snapshot.search(words("first second"))).stream()
                    .map(one -> one.passage().text())
                    .toList();
            assertThat(found).containsExactly(index.ledgerPosition() == 2 ? "second" : "first");
            if (acknowledged) {
                assertThat(index.ledgerPosition()).isEqualTo(2);
            }
        }
        return disk.failed;
    }

    /** What was written stays when an index closes it. */
    private static final class Kept extends FilterDirectory {
        Kept(Directory directory) {
            super(directory);
        }

        @Override
        public void close() {}
    }

    /** Fails at the n-th creating, writing, syncing or renaming of a file, and at every one after it. */
    private static final class FailingDirectory extends FilterDirectory {
        private int left;
        private boolean failed;
        private boolean syncFailed;

        FailingDirectory(Directory directory, int failing) {
            super(directory);
            this.left = failing;
        }

        private synchronized void step(String what) throws IOException {
            if (--left <= 0) {
                syncFailed |= what.startsWith("sync");
                failed = true;
                throw new FileSystemException(what, null, "No space left on device");
            }
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            step(name);
            return new Output(in.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
            step(prefix);
            return new Output(in.createTempOutput(prefix, suffix, context));
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            step("sync");
            in.sync(names);
        }

        @Override
        public void syncMetaData() throws IOException {
            step("sync of the folder");
            in.syncMetaData();
        }

        @Override
        public void rename(String from, String to) throws IOException {
            step(from);
            in.rename(from, to);
        }

        private final class Output extends FilterIndexOutput {
            Output(IndexOutput out) {
                super("failing " + out, out.getName(), out);
            }

            @Override
            public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                step(getName());
                super.writeBytes(bytes, offset, length);
            }
        }
    }
}
