package dev.recto.index;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.jspecify.annotations.Nullable;

/** A folder of an index that tells a failed fsync apart from every other failure. */
final class DurableDirectory extends FilterDirectory {
    private @Nullable IOException failure;

    DurableDirectory(Directory directory) {
        super(directory);
    }

    /** Throws once an fsync has failed, whatever came of that since. */
    synchronized void requireDurable() {
        if (failure != null) {
            throw new IndexNotDurableException(failure);
        }
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
        try {
            in.sync(names);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void syncMetaData() throws IOException {
        try {
            in.syncMetaData();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private synchronized IOException failed(IOException e) {
        failure = e;
        return e;
    }
}
