package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOriginalsTest {
    @Test
    void store_bytes_areKeptOnceUnderTheirHash(@TempDir Path root) throws IOException {
        var home = new Home(root);
        var originals = new FolderOriginals(home);
        byte[] bytes = "Some bytes".getBytes();
        StoredContent content = originals.store(new ByteArrayInputStream(bytes), 100);
        originals.store(new ByteArrayInputStream(bytes), 100);

        assertThat(originals.list()).containsExactly(content.hash());
        assertThat(originals.file(content.hash())).hasBinaryContent(bytes);
        assertThat(home.staging()).isEmptyDirectory();
        originals.delete(content.hash());
        assertThat(originals.has(content.hash())).isFalse();
    }

    @Test
    void store_bytesOfAnOriginalThatWasCutOff_mendsIt(@TempDir Path root) throws IOException {
        var originals = new FolderOriginals(new Home(root));
        byte[] bytes = "Some bytes".getBytes();
        StoredContent content = originals.store(new ByteArrayInputStream(bytes), 100);
        Files.writeString(originals.file(content.hash()), "Some");

        originals.store(new ByteArrayInputStream(bytes), 100);

        assertThat(originals.file(content.hash())).hasBinaryContent(bytes);
    }

    @Test
    void store_streamThatBreaksOrIsTooLong_leavesNothing(@TempDir Path root) throws IOException {
        var home = new Home(root);
        var originals = new FolderOriginals(home);
        var broken = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > 5000) {
                    throw new IOException("gone");
                }
                return 'x';
            }
        };

        assertThatThrownBy(() -> originals.store(broken, 10_000)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> originals.store(new ByteArrayInputStream(new byte[101]), 100))
                .isInstanceOf(ContentTooLargeException.class);
        assertThat(originals.list()).isEmpty();
        assertThat(home.staging()).isEmptyDirectory();
    }

    @Test
    void open_leftInStagingByACrash_areRemovedAtTheNextStart(@TempDir Path root) throws IOException {
        var home = new Home(root).create();
        Files.writeString(home.staging().resolve("left.part"), "half");

        new FolderOriginals(home);

        assertThat(home.staging()).isEmptyDirectory();
    }
}
