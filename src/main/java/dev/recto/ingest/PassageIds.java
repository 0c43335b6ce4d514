package dev.recto.ingest;

import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.read.PassageSplitter;

/** Ids of passages: 32 digits (128 bits) of the hash of document, content, splitter version and place. */
final class PassageIds {
    private static final int DIGITS = 32;

    private PassageIds() {}

    static PassageId of(DocumentId document, ContentHash content, Passage passage) {
        String place = document + " " + content + " " + PassageSplitter.VERSION + " " + passage.number() + " "
                + passage.span().part() + " " + passage.span().range().start() + "-"
                + passage.span().range().end();
        return new PassageId("p_" + ContentHash.of(place).hex().substring(0, DIGITS));
    }
}
