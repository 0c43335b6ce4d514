package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.VersionRow;
import dev.recto.document.ContentHash;
import dev.recto.document.Passage;
import dev.recto.read.PassageSplitter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cached vectors of all of a document's versions under the name that it has. The name of a document without a title is part of what
 * is embedded, so under another name its passages would be embedded again, and its deletion would not find those of the name before.
 */
final class NamedVectors {
    private static final Logger LOG = LoggerFactory.getLogger(NamedVectors.class);

    private final IngestParts house;
    private final StoredReadings readings;

    NamedVectors(IngestParts house) {
        this.house = house;
        this.readings = new StoredReadings(house.home());
    }

    /** Moves a document's vectors, computed under its name until now, to another name; what was read of it must still be there. */
    void rename(DocumentRow row, String name) {
        if (name.equals(row.name())) {
            return;
        }
        var texts = new HashMap<ContentHash, ContentHash>();
        for (VersionRow version : house.catalog().documents().versions(row.id())) {
            texts.putAll(texts(row, version.content(), name));
        }
        texts.entrySet().removeIf(same -> same.getKey().equals(same.getValue()));
        if (!texts.isEmpty()) {
            house.vectors().get().rename(texts);
        }
    }

    private Map<ContentHash, ContentHash> texts(DocumentRow row, ContentHash content, String name) {
        var texts = new HashMap<ContentHash, ContentHash>();
        try {
            StoredReadings.Reading reading = readings.load(content);
            if (reading != null) {
                var before = new EmbeddingTexts(reading.document().title(), row.name());
                var after = new EmbeddingTexts(reading.document().title(), name);
                for (Passage passage : new PassageSplitter().split(reading.document())) {
                    texts.put(EmbeddingTexts.hash(before.of(passage)), EmbeddingTexts.hash(after.of(passage)));
                }
            }
        } catch (IOException e) {
            LOG.warn("What was read of {} cannot be loaded; its vectors are computed anew.", content);
        }
        return texts;
    }
}
