package dev.recto.ingest;

import dev.recto.catalog.CatalogException;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.VectorCache;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.index.IndexFormatException;
import dev.recto.index.PassageIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Checks a home's catalogue, originals, readings and indexes against each other. Nothing may be ingested meanwhile. */
public final class Consistency {
    private static final int PAGE = 1_000;

    private final IngestParts house;
    private final StoredReadings readings;
    private final KeptImages images;

    public Consistency(IngestParts house) {
        this.house = house;
        this.readings = new StoredReadings(house.home());
        this.images = new KeptImages(house.home());
    }

    /** Returns what is wrong, a sentence each; empty when all agree. Reads every original's bytes. */
    public List<String> check(List<CollectionRow> collections) {
        var wrong = new ArrayList<>(house.catalog().check());
        wrong.addAll(checkVectors());
        collections.forEach(collection -> wrong.addAll(checkIndex(collection)));
        collections.forEach(collection -> wrong.addAll(checkReadings(collection)));
        for (ContentHash content : house.catalog().documents().contents()) {
            switch (health(content)) {
                case SOUND -> {}
                case DAMAGED ->
                    wrong.add("The original " + content + " is missing or damaged. Ingest its file again: "
                            + names(collections, content));
                case UNREADABLE -> wrong.add(unreadable(content) + " It belongs to " + names(collections, content));
            }
        }
        int spoilt = images.damaged().size();
        if (spoilt > 0) {
            wrong.add(
                    spoilt + " pictures of pages are damaged; doctor --repair removes them, and they are drawn again.");
        }
        int orphans = orphans().size();
        if (orphans > 0) {
            wrong.add(orphans + " originals belong to no document, as after a crash; doctor --repair removes them.");
        }
        return wrong;
    }

    /**
     * Builds anew what can be built anew and returns what was done, a sentence each: every index that does not agree with the
     * catalogue, from what was read (and where that is missing, from the originals); a damaged cache of vectors begins anew; damaged
     * pictures of pages go and are drawn again; originals of no document are removed;
     * damaged originals are set aside and their files looked into by the next ingest; what cannot be read is left alone.
     */
    public List<String> repair(List<CollectionRow> collections, IngestListener listener) throws InterruptedException {
        var done = new ArrayList<String>();
        try {
            if (!checkVectors().isEmpty()) {
                done.add(repairVectors());
            }
            for (Path image : images.damaged()) {
                Files.deleteIfExists(image);
                done.add("Removed the damaged picture " + image + "; it is drawn again when somebody looks.");
            }
            for (ContentHash orphan : orphans()) {
                house.originals().delete(orphan);
                readings.delete(orphan);
                done.add("Removed the original " + orphan + ", which belonged to no document.");
            }
            for (ContentHash content : house.catalog().documents().contents()) {
                switch (health(content)) {
                    case SOUND -> {}
                    case DAMAGED -> done.add(setAside(collections, content));
                    case UNREADABLE -> done.add(unreadable(content) + " It was left as it is.");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Repairing stopped: " + e.getMessage(), e);
        }
        for (CollectionRow collection : collections) {
            if (!checkIndex(collection).isEmpty() || !checkReadings(collection).isEmpty()) {
                new IndexRebuild(house).anew(collection, listener);
                done.add("Built the index of '" + collection.name() + "' again.");
            }
        }
        return done;
    }

    private List<String> checkVectors() {
        try {
            return house.vectors().get().check();
        } catch (CatalogException broken) {
            return List.of(broken.getMessage() + " doctor --repair begins an empty one.");
        }
    }

    /** An empty cache is as good, but slower: what was read is kept, so nothing needs to be taken in again. */
    private String repairVectors() throws IOException {
        try {
            house.vectors().get().renew(house.home().damaged());
        } catch (CatalogException cannotBeOpened) {
            VectorCache.setAside(house.home().vectorFile(), house.home().damaged());
        }
        return "Began an empty cache of vectors; the damaged one is kept in "
                + house.home().damaged() + ". Vectors are computed again when an index is built.";
    }

    private List<String> checkIndex(CollectionRow collection) {
        try (HeldGeneration held = house.indexes().hold(collection)) {
            var wrong = new ArrayList<>(held.index().check());
            try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                wrong.addAll(count(collection, snapshot));
            }
            return wrong;
        } catch (IndexBrokenException | IndexFormatException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> count(CollectionRow collection, PassageIndex.Snapshot snapshot) {
        var wrong = new ArrayList<String>();
        long expected = 0;
        for (DocumentRow row : indexed(collection)) {
            int found = snapshot.count(row.id());
            expected += row.passages();
            if (found != row.passages()) {
                wrong.add("The index holds " + found + " passages of '" + row.key() + "', the catalogue says "
                        + row.passages() + ".");
            }
        }
        if (wrong.isEmpty() && snapshot.size() != expected && waiting(collection) == 0) {
            wrong.add("The index of '" + collection.name() + "' holds " + snapshot.size()
                    + " passages, the catalogue says " + expected + ".");
        }
        return wrong;
    }

    private List<String> checkReadings(CollectionRow collection) {
        var wrong = new ArrayList<String>();
        for (DocumentRow row : indexed(collection)) {
            try {
                ContentHash content = row.content();
                if (content != null && readings.load(content) == null && readings.loadEarlier(content) == null) {
                    wrong.add("What was read of '" + row.key()
                            + "' is missing or damaged; doctor --repair reads it again.");
                }
            } catch (IOException e) {
                wrong.add("What was read of '" + row.key() + "' cannot be loaded: " + e.getMessage());
            }
        }
        return wrong;
    }

    private List<ContentHash> orphans() {
        Set<ContentHash> held = new HashSet<>(house.catalog().documents().contents());
        try {
            return house.originals().list().stream()
                    .filter(content -> !held.contains(content))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The originals cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Moves a damaged original out of the way and lets the next ingest take its file in again. */
    private String setAside(List<CollectionRow> collections, ContentHash content) throws IOException {
        boolean there = house.originals().has(content);
        if (there) {
            house.originals().setAside(content);
        }
        collections.forEach(collection -> house.catalog().documents().doubt(holders(collection, content)));
        return "The next ingest takes in again the file of the original " + content
                + (there ? "; the damaged bytes are kept in " + house.home().damaged() + "." : ".");
    }

    private static String unreadable(ContentHash content) {
        return "The original " + content + " cannot be read now; check its disk and its permissions.";
    }

    private enum Health {
        SOUND,
        /** Its bytes are others, or none. */
        DAMAGED,
        /** Nothing is known about its bytes. */
        UNREADABLE
    }

    private Health health(ContentHash content) {
        MessageDigest digest = ContentHash.sha256();
        try (InputStream bytes = Files.newInputStream(house.originals().file(content))) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            boolean same = HexFormat.of().formatHex(digest.digest()).equals(content.hex());
            return same ? Health.SOUND : Health.DAMAGED;
        } catch (NoSuchFileException e) {
            return Files.notExists(Path.of(e.getFile())) ? Health.DAMAGED : Health.UNREADABLE;
        } catch (IOException e) {
            return Health.UNREADABLE;
        }
    }

    private String names(List<CollectionRow> collections, ContentHash content) {
        var names = new ArrayList<String>();
        for (CollectionRow collection : collections) {
            rows(collection).stream()
                    .filter(row -> content.equals(row.content()))
                    .map(DocumentRow::key)
                    .forEach(names::add);
        }
        return names.isEmpty() ? "an earlier version of a document." : String.join(", ", names) + ".";
    }

    private List<DocumentId> holders(CollectionRow collection, ContentHash content) {
        return Burial.ids(rows(collection).stream()
                .filter(row -> content.equals(row.content()))
                .toList());
    }

    private int waiting(CollectionRow collection) {
        return house.catalog().documents().waiting(collection.id()).size();
    }

    private List<DocumentRow> indexed(CollectionRow collection) {
        return rows(collection).stream()
                .filter(row -> row.state() == DocumentState.INDEXED)
                .toList();
    }

    private List<DocumentRow> rows(CollectionRow collection) {
        var rows = new ArrayList<DocumentRow>();
        var page = house.catalog().documents().list(collection.id(), null, null, PAGE);
        rows.addAll(page.documents());
        while (page.next() != null) {
            page = house.catalog().documents().list(collection.id(), null, page.next(), PAGE);
            rows.addAll(page.documents());
        }
        return rows;
    }
}
