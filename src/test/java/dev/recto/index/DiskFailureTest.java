package dev.recto.index;

import static dev.recto.index.IndexedSamples.FIELD;
import static dev.recto.index.IndexedSamples.document;
import static dev.recto.index.IndexedSamples.passage;
import static dev.recto.index.IndexedSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.document.DocumentFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskFailureTest {
    private static final DocumentFacts LEASE = document("lease.pdf");

    @TempDir
    Path folder;

    /** What of the disk fails. */
    enum Failing {
        CREATE,
        SYNC,
        RENAME
    }

    @ParameterizedTest
    @EnumSource
    void commit_whereTheDiskFails_leavesTheLastCommitAndGoesOnAfterwards(Failing failing) throws IOException {
        FailingDirectory disk = new FailingDirectory(FSDirectory.open(folder));
        try (LuceneIndex index = LuceneIndex.open(disk, List.of(FIELD))) {
            index.replace(LEASE, List.of(passage(LEASE, 1, "first")));
            index.commit(1);
            disk.failing = failing;
            assertThatThrownBy(() -> {
                        index.replace(LEASE, List.of(passage(LEASE, 1, "second")));
                        index.commit(2);
                    })
                    .isInstanceOf(failing == Failing.SYNC ? IndexNotDurableException.class : UncheckedIOException.class)
                    .hasMessageContaining("last commit");
            disk.failing = null;

            assertThat(index.ledgerPosition()).isEqualTo(1);
            assertThat(found(index)).containsExactly("first");
            assertThat(index.check()).isEmpty();

            index.replace(LEASE, List.of(passage(LEASE, 1, "third")));
            index.commit(3);
            assertThat(found(index)).containsExactly("third");
        }
    }

    @Test
    void open_whereTheFolderCannotBeWritten_passesTheCauseOn() throws IOException {
        FailingDirectory disk = new FailingDirectory(FSDirectory.open(folder));
        disk.failing = Failing.CREATE;
        assertThatThrownBy(() -> LuceneIndex.open(disk, List.of(FIELD))).isInstanceOf(IOException.class);
        LuceneIndex.open(folder, List.of(FIELD)).close();
    }

    private static List<String> found(LuceneIndex index) {
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            return snapshot.load(snapshot.search(words("first second third"))).stream()
                    .map(found -> found.passage().text())
                    .toList();
        }
    }

    private static final class FailingDirectory extends FilterDirectory {
        private volatile Failing failing;

        FailingDirectory(Directory in) {
            super(in);
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            failOn(Failing.CREATE);
            return super.createOutput(name, context);
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            failOn(Failing.SYNC);
            super.sync(names);
        }

        @Override
        public void rename(String source, String target) throws IOException {
            failOn(Failing.RENAME);
            super.rename(source, target);
        }

        private void failOn(Failing operation) throws IOException {
            if (failing == operation) {
                throw new IOException("No space left on device");
            }
        }
    }
}
