package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.document.ContentHash;
import dev.recto.document.Part;
import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import dev.recto.read.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Gives a generation what was read of each document: as it is kept, or where this reader version has not read it yet, read anew. */
final class GenerationReading {
    private final ContentReading contents;
    private final StoredReadings readings;
    private final Lock lock;
    private final PassageSplitter splitter = new PassageSplitter();
    private int read;

    /** @param lock held while a content is read, which keeps it from being removed */
    GenerationReading(IngestParts house, Lock lock) {
        this.readings = new StoredReadings(house.home());
        this.contents = new ContentReading(house, readings);
        this.lock = lock;
    }

    /**
     * What was read of a document, split.
     *
     * @param reading of its content
     * @param passages in reading order, each of which stands in its part where it says
     */
    record Split(StoredReadings.Reading reading, List<Passage> passages) {}

    /** Returns how many contents were read anew. */
    int read() {
        return read;
    }

    /**
     * Returns a document's passages, or null where it cannot be read any more. One that this reader version cannot read, but an earlier
     * one could, is taken as that read it: a re-index must not lose what questions find.
     *
     * @throws UncheckedIOException if the disk fails
     */
    @Nullable
    Split of(DocumentRow row, ContentHash content) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            StoredReadings.Reading known = readings.load(content);
            Split now = split(known == null ? anew(row, content) : known);
            boolean lost = now == null || (now.passages().isEmpty() && row.passages() > 0);
            Split earlier = lost ? split(readings.loadEarlier(content)) : null;
            return earlier != null ? earlier : now;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("What was read of '" + row.key() + "' cannot be had: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private StoredReadings.@Nullable Reading anew(DocumentRow row, ContentHash content)
            throws IOException, InterruptedException {
        read++;
        return switch (contents.read(content, row.name(), false)) {
            case ContentReading.Result.Stored stored -> stored.reading();
            case ContentReading.Result.Nothing nothing -> null;
        };
    }

    private @Nullable Split split(StoredReadings.@Nullable Reading reading) {
        if (reading == null) {
            return null;
        }
        List<Passage> passages = splitter.split(reading.document());
        return passages.stream()
                        .allMatch(passage -> stands(passage, reading.document().parts()))
                ? new Split(reading, passages)
                : null;
    }

    /** The span self-check: a passage is what its part has at its span. */
    static boolean stands(Passage passage, List<Part> parts) {
        Part part = parts.get(passage.span().part() - 1);
        TextRange range = passage.span().range();
        return range.end() <= part.text().length() && range.of(part.text()).equals(passage.text());
    }
}
