package dev.recto.cli;

import dev.recto.document.ContentHash;
import dev.recto.ingest.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each file of one upload a key of its own, in the form that files taken in by this machine's home get: its path below the given
 * folder; where another file of the upload has that already, with the folder's name in front; where even that is taken, the folder's
 * name with eight digits of its path's hash.
 */
final class UploadKeys {
    private final Set<String> given = new HashSet<>();

    /** Returns the key of the next file; files in the same order get the same keys. */
    String give(SourceFile file) {
        String root = file.source()
                .substring(0, Math.max(0, file.source().length() - file.path().length() - 1));
        String folder = root.substring(root.lastIndexOf('/') + 1);
        for (String key : List.of(file.path(), folder + "/" + file.path())) {
            if (given.add(key)) {
                return key;
            }
        }
        String key = folder + "~" + ContentHash.of(root).hex().substring(0, 8) + "/" + file.path();
        given.add(key);
        return key;
    }
}
