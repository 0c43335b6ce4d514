package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FileStat;
import dev.recto.config.WatchConfig;
import dev.recto.document.DocumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a collection follows: each look takes in what came or changed and is at rest, follows renamed files, and deletes what has
 * been gone for long enough. A folder that lost too much at once is not followed into nothing: it says so, and waits until somebody agrees
 * or the files are back.
 */
final class WatchedFolder {
    /** A folder of fewer documents may lose all but one of them: shares of so few say nothing. Chosen. */
    private static final int FEW_DOCUMENTS = 5;

    private static final double PERCENT = 100;

    private final IngestParts house;
    private final Ingestor ingestor;
    private final CollectionRow collection;
    private final Path folder;
    private final WatchConfig config;
    private final FileRenames renames;
    private final Map<String, Restless> restless = new HashMap<>();
    /** Documents that the last look did not delete, and asked about. */
    private Set<DocumentId> asked = Set.of();
    /** Those of them that may be deleted, once the next look finds their files still gone. */
    private Set<DocumentId> agreed = Set.of();

    /** A file that was seen to change, and since when it has been as it is. */
    private record Restless(FileStat stat, Instant since) {}

    WatchedFolder(IngestParts house, Ingestor ingestor, CollectionRow collection, Path folder, WatchConfig config) {
        this.house = house;
        this.ingestor = ingestor;
        this.collection = collection;
        this.folder = folder;
        this.config = config;
        this.renames = new FileRenames(house, collection);
    }

    /** Returns the folder. */
    Path path() {
        return folder;
    }

    /** Returns whose documents its files are. */
    CollectionRow collection() {
        return collection;
    }

    /**
     * Agrees to what the last look asked about: the next one deletes those documents whose files are still gone. What goes missing later is
     * asked about again.
     *
     * @return of how many documents; 0 where nothing was asked
     */
    synchronized int agree() {
        agreed = asked;
        return agreed.size();
    }

    private synchronized Set<DocumentId> takeAgreed() {
        Set<DocumentId> taken = agreed;
        agreed = Set.of();
        return taken;
    }

    private synchronized void ask(List<DocumentRow> missing) {
        asked = missing.stream().map(DocumentRow::id).collect(Collectors.toSet());
    }

    /**
     * Looks through the folder once.
     *
     * @param now what time it is
     * @throws InterruptedException if the caller is interrupted; the next look goes on
     */
    WatchReport look(Instant now) throws InterruptedException {
        if (house.catalog().collections().find(collection.id()).isEmpty()) {
            return notFollowed();
        }
        FolderScan.Found found = FolderScan.scan(List.of(folder), house.home());
        int meant = deleteAgreed(gone(found, documents()));
        List<DocumentRow> documents = documents();
        List<DocumentRow> gone = gone(found, documents);
        if (found.folders().isEmpty()) {
            ask(gone);
            return notThere(found, gone.size(), meant);
        }
        List<SourceFile> fresh = changed(found, documents);
        var refused = new ArrayList<>(found.refused());
        List<SourceFile> settled = fresh.stream()
                .filter(file -> atRest(file, now))
                .filter(file -> !hardLink(file, refused))
                .toList();
        Map<DocumentRow, SourceFile> moved = renames.among(gone, unknown(settled, documents));
        int renamed = renames.follow(moved);
        List<DocumentRow> missing =
                gone.stream().filter(row -> !moved.containsKey(row)).toList();
        if (!settled.isEmpty()) {
            ingestor.ingest(collection, only(found, settled));
        }
        String asks = asks(documents.size(), missing.size());
        ask(asks == null ? List.of() : missing);
        int deleted = asks == null ? delete(missing, documents, now) : 0;
        return new WatchReport(
                found.files().size(),
                settled.size() - renamed,
                fresh.size() - settled.size(),
                renamed,
                missing.size() - deleted,
                deleted + meant,
                refused,
                asks);
    }

    private List<DocumentRow> documents() {
        return house.catalog().documents().under(collection.id(), PathText.of(folder));
    }

    /** Returns the documents without their file: all of them where the folder is not there. */
    private static List<DocumentRow> gone(FolderScan.Found found, List<DocumentRow> documents) {
        boolean there = !found.folders().isEmpty();
        return documents.stream()
                .filter(row -> row.source() != null && (!there || found.seen().lack(row.source())))
                .toList();
    }

    private int deleteAgreed(List<DocumentRow> gone) throws InterruptedException {
        Set<DocumentId> meant = takeAgreed();
        int deleted = 0;
        for (DocumentRow row : gone) {
            if (meant.contains(row.id()) && row.parent() == null) {
                ingestor.delete(collection, row.id());
                deleted++;
            }
        }
        return deleted;
    }

    /** Whoever deleted the collection meant its documents: they do not come back from their files by themselves. */
    private WatchReport notFollowed() {
        String sentence = "The collection '" + collection.name() + "' was deleted, so its folder " + folder
                + " is not followed. Take it out of ingest.watch, or start again to take its files into a new collection.";
        return new WatchReport(0, 0, 0, 0, 0, 0, List.of(), sentence);
    }

    private WatchReport notThere(FolderScan.Found found, int missing, int deleted) {
        String sentence = "There is no folder " + folder + "; it may not be mounted. None of its " + missing
                + " documents is deleted." + (missing > 0 ? ifMeant() : "");
        return new WatchReport(0, 0, 0, 0, missing, deleted, found.refused(), sentence);
    }

    private String ifMeant() {
        return " If they are to be, run: recto watched --delete-missing " + folder;
    }

    private List<SourceFile> changed(FolderScan.Found found, List<DocumentRow> documents) {
        Map<String, DocumentRow> rows = new HashMap<>();
        documents.forEach(row -> rows.put(String.valueOf(row.source()), row));
        Set<String> present = found.files().stream().map(SourceFile::source).collect(Collectors.toSet());
        restless.keySet().retainAll(present);
        return found.files().stream()
                .filter(file -> {
                    DocumentRow row = rows.get(file.source());
                    return row == null || !file.stat().equals(row.stat());
                })
                .toList();
    }

    private static List<SourceFile> unknown(List<SourceFile> files, List<DocumentRow> documents) {
        Set<String> known =
                documents.stream().map(row -> String.valueOf(row.source())).collect(Collectors.toSet());
        return files.stream().filter(file -> !known.contains(file.source())).toList();
    }

    /** A file is at rest when it was last written long enough ago, or has been seen unchanged for as long: clocks of shares differ. */
    private boolean atRest(SourceFile file, Instant now) {
        Duration settle = Duration.ofSeconds(config.settleSeconds());
        Instant written = Instant.EPOCH.plusNanos(file.stat().modifiedNanos());
        if (!written.plus(settle).isAfter(now)) {
            restless.remove(file.source());
            return true;
        }
        Restless before = restless.get(file.source());
        if (before == null
                || !before.stat().equals(file.stat())
                || before.since().isAfter(now)) {
            restless.put(file.source(), new Restless(file.stat(), now));
            return settle.isZero();
        }
        return !before.since().plus(settle).isAfter(now);
    }

    /** A file of several names may be one that whoever wrote it here could not read: it is refused, as links are. */
    private static boolean hardLink(SourceFile file, List<IngestSummary.Line> refused) {
        try {
            Object names = Files.getAttribute(file.file(), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
            if (names instanceof Integer count && count > 1) {
                refused.add(new IngestSummary.Line(
                        file.source(),
                        "FAILED",
                        "It has " + count
                                + " names (hard links), and a watched folder takes in no links. Copy it instead."));
                return true;
            }
            return false;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noSuchNumber) {
            return false; // a file system without them, or a file that is gone by now
        }
    }

    private FolderScan.Found only(FolderScan.Found found, List<SourceFile> files) {
        return new FolderScan.Found(files, List.of(), List.of(), List.of(folder), found.seen());
    }

    private @Nullable String asks(int documents, int missing) {
        boolean tooMany = documents >= FEW_DOCUMENTS
                ? missing * PERCENT > documents * (double) config.lossPercent()
                : missing == documents && missing > 0;
        return tooMany
                ? "The files of " + missing + " of the " + documents + " documents of " + folder
                        + " are gone at once, as when it is not mounted. None of them is deleted." + ifMeant()
                : null;
    }

    /** Returns since when each is missed. A moment that is still to come is from before the clock was set back: that grace begins anew. */
    private Map<DocumentId, Instant> since(Instant now) {
        Map<DocumentId, Instant> since = house.catalog().watches().missing(collection.id());
        List<DocumentId> later = since.entrySet().stream()
                .filter(one -> one.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        house.catalog().watches().found(later);
        later.forEach(since::remove);
        return since;
    }

    /** Deletes the documents whose file has been gone for the grace, and remembers since when the others' is. */
    private int delete(List<DocumentRow> missing, List<DocumentRow> all, Instant now) throws InterruptedException {
        Map<DocumentId, Instant> since = since(now);
        Set<DocumentId> gone = missing.stream().map(DocumentRow::id).collect(Collectors.toSet());
        house.catalog()
                .watches()
                .found(all.stream()
                        .map(DocumentRow::id)
                        .filter(id -> !gone.contains(id) && since.containsKey(id))
                        .toList());
        house.catalog()
                .watches()
                .miss(gone.stream().filter(id -> !since.containsKey(id)).toList(), now);
        long grace = TimeUnit.MINUTES.toSeconds(config.graceMinutes());
        int deleted = 0;
        for (DocumentRow row : missing) {
            Instant first = since.getOrDefault(row.id(), now);
            boolean over = !first.plusSeconds(grace).isAfter(now);
            if (over && row.parent() == null) {
                ingestor.delete(collection, row.id());
                house.catalog().watches().found(List.of(row.id()));
                deleted++;
            }
        }
        return deleted;
    }
}
