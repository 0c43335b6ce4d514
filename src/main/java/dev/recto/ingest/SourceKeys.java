package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.ContentHash;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each new file its source key: its path below the given folder.
 *
 * <p>Where another file of the collection has that key already, and is still there, the folder's name goes in front; where even
 * that is taken, the folder's name with eight digits of its path's hash. Where the other file is gone, as after a folder was
 * moved, the document is followed: it keeps its id and gets the new file.
 */
final class SourceKeys {
    private final Catalog catalog;
    private final CollectionRow collection;
    private final ScannedSources seen;
    private final Set<String> pending = new HashSet<>();

    SourceKeys(Catalog catalog, CollectionRow collection, ScannedSources seen) {
        this.seen = seen;
        this.catalog = catalog;
        this.collection = collection;
    }

    /**
     * A key, and the document that it belongs to.
     *
     * @param row the document whose file is gone, or null for a new document
     */
    record Given(String key, @Nullable DocumentRow row) {}

    /** Returns the key of a file that no document comes from yet. */
    Given give(SourceFile file) {
        String folder = PathText.name(PathText.of(file.root()));
        String digits = ContentHash.of(PathText.of(file.root())).hex().substring(0, 8);
        for (String key : new String[] {file.path(), folder + "/" + file.path()}) {
            Given given = tryKey(key);
            if (given != null) {
                return given;
            }
        }
        String key = folder + "~" + digits + "/" + file.path();
        pending.add(key);
        return new Given(key, catalog.documents().byKey(collection.id(), key).orElse(null));
    }

    private @Nullable Given tryKey(String key) {
        if (pending.contains(key)) {
            return null;
        }
        Optional<DocumentRow> holder = catalog.documents().byKey(collection.id(), key);
        if (holder.isPresent() && !gone(holder.get())) {
            return null;
        }
        pending.add(key);
        return new Given(key, holder.orElse(null));
    }

    private boolean gone(DocumentRow row) {
        String source = row.source();
        return source != null && (seen.lack(source) || notExists(source));
    }

    /** Returns whether there is surely no file of this name, also where no scan looked; text that may stand for other bytes says nothing. */
    private static boolean notExists(String source) {
        if (source.indexOf('%') >= 0) {
            return false;
        }
        try {
            Path file = Path.of(source);
            return PathText.of(file).equals(source) && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException noPathHere) {
            return false;
        }
    }
}
