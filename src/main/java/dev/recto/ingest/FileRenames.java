package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Reception;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows files to another name or place: a file that came, with the bytes of a document whose file went, is that document's. It is not
 * read again, and its vectors follow it ({@link NamedVectors}).
 */
final class FileRenames {
    private final IngestParts house;
    private final CollectionRow collection;
    private final NamedVectors vectors;

    FileRenames(IngestParts house, CollectionRow collection) {
        this.house = house;
        this.collection = collection;
        this.vectors = new NamedVectors(house);
    }

    /** Returns each document whose file went with the file that has its bytes; only files of an equal size are opened. */
    Map<DocumentRow, SourceFile> among(List<DocumentRow> gone, List<SourceFile> came) {
        var moved = new LinkedHashMap<DocumentRow, SourceFile>();
        if (gone.isEmpty()) {
            return moved;
        }
        Map<Long, List<DocumentRow>> bySize = new HashMap<>();
        gone.forEach(row -> bySize.merge(row.size(), List.of(row), FileRenames::both));
        for (SourceFile file : came) {
            List<DocumentRow> like = bySize.getOrDefault(file.stat().size(), List.of());
            Optional<ContentHash> content = like.isEmpty() ? Optional.empty() : hash(file);
            like.stream()
                    .filter(row -> !moved.containsKey(row))
                    .filter(row -> content.isPresent() && content.get().equals(row.content()))
                    .findFirst()
                    .ifPresent(row -> moved.put(row, file));
        }
        return moved;
    }

    /** Gives documents their new names and returns how many there are; the next ingest lets questions find them under those. */
    int follow(Map<DocumentRow, SourceFile> moved) {
        int followed = 0;
        for (Map.Entry<DocumentRow, SourceFile> one : moved.entrySet()) {
            DocumentRow row = one.getKey();
            SourceFile file = one.getValue();
            String name = PathText.name(file.path());
            var reception = new Reception(
                    collection.id(),
                    row.id(),
                    file.path(),
                    name,
                    null,
                    file.source(),
                    file.stat(),
                    null,
                    row.metadata(),
                    row.access());
            vectors.rename(row, name);
            if (house.catalog().documents().rename(row.id(), reception).isPresent()) {
                followed++;
            }
        }
        return followed;
    }

    private static Optional<ContentHash> hash(SourceFile file) {
        MessageDigest digest = ContentHash.sha256();
        try (InputStream bytes = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Optional.of(new ContentHash(HexFormat.of().formatHex(digest.digest())));
        } catch (IOException e) {
            return Optional.empty(); // the ingest says what is wrong with it
        }
    }

    private static List<DocumentRow> both(List<DocumentRow> some, List<DocumentRow> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
