package dev.recto.ingest;

import dev.recto.catalog.Folders;
import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads contents, each once for each reader version: from what is stored, or else from the original, and then stores it. */
final class ContentReading {
    private final IngestParts house;
    private final StoredReadings readings;

    ContentReading(IngestParts house, StoredReadings readings) {
        this.house = house;
        this.readings = readings;
    }

    /** What reading gave. */
    sealed interface Result {
        /** It was read, and is stored. */
        record Stored(StoredReadings.Reading reading) implements Result {}

        /** It gave nothing. */
        record Nothing(ReadOutcome.NotRead why) implements Result {}
    }

    /**
     * Reads a content.
     *
     * @param name what a person calls it, a hint for its type
     * @param anew whether to read the original although what was read of it before is kept
     * @throws IOException if the original is missing or the disk fails
     */
    Result read(ContentHash content, String name, boolean anew) throws IOException, InterruptedException {
        StoredReadings.Reading known = anew ? null : readings.load(content);
        if (known != null && (hasAll(known.children()) || !house.originals().has(content))) {
            return new Result.Stored(known);
        }
        Path scratch = Files.createDirectories(house.home().staging().resolve("read-" + UUID.randomUUID()));
        try {
            var request = new ReadRequest(house.originals().file(content), name, scratch);
            return switch (house.reader().get().read(request)) {
                case ReadOutcome.NotRead not -> new Result.Nothing(not);
                case ReadOutcome.Read read -> new Result.Stored(store(content, read));
            };
        } finally {
            Folders.delete(scratch);
        }
    }

    private boolean hasAll(List<StoredReadings.Child> children) {
        return children.stream()
                .allMatch(child -> house.originals().has(child.content().hash()));
    }

    /** Stores what was read and returns it, once it was compared with what will be there tomorrow. */
    private StoredReadings.Reading store(ContentHash content, ReadOutcome.Read read) throws IOException {
        var children = new ArrayList<StoredReadings.Child>();
        for (ReadOutcome.Child child : read.children()) {
            try (InputStream bytes = Files.newInputStream(child.file(), LinkOption.NOFOLLOW_LINKS)) {
                StoredContent stored =
                        house.originals().store(bytes, house.limits().childBytes());
                children.add(new StoredReadings.Child(childName(child.name(), children), stored));
            }
        }
        // so that those which no document will have, or not before a crash, are removed again
        house.catalog()
                .documents()
                .stored(children.stream().map(StoredReadings.Child::content).toList());
        var reading = new StoredReadings.Reading(read.document(), read.gap(), children);
        readings.store(content, reading);
        if (!readings.holds(content, reading)) {
            readings.delete(content);
            throw new IOException("what was read could not be stored truly.");
        }
        return reading;
    }

    /** Returns a name without control characters, and with a number where an earlier child has the same. */
    private static String childName(String name, List<StoredReadings.Child> earlier) {
        String clean = name.replaceAll("\\p{Cntrl}", " ").strip();
        String wanted = clean.isEmpty() ? "unnamed" : clean.substring(0, Math.min(clean.length(), 1_000));
        String unique = wanted;
        for (int number = 2; taken(unique, earlier); number++) {
            unique = wanted + " (" + number + ")";
        }
        return unique;
    }

    private static boolean taken(String name, List<StoredReadings.Child> earlier) {
        return earlier.stream().anyMatch(child -> child.name().equals(name));
    }
}
