package dev.recto.ingest;

import dev.recto.catalog.BuiltDocument;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.DocumentFacts;
import dev.recto.document.IngestOutcome;
import dev.recto.document.Part;
import dev.recto.document.Passage;
import dev.recto.embed.EmbeddingInput;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageVector;
import dev.recto.read.ReaderVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way into a generation that is built.
 *
 * @param row what the catalogue says of it
 * @param facts what questions are told of it
 * @param split what was read of it
 * @param present whether it is taken in as its row says, and not as the generation that answers has it
 */
record BuildItem(DocumentRow row, DocumentFacts facts, GenerationReading.Split split, boolean present) {
    /** Returns what is embedded of each passage. */
    List<EmbeddingInput> inputs() {
        var texts = new EmbeddingTexts(split.reading().document().title(), row.name());
        return split.passages().stream().map(texts::of).toList();
    }

    /** Returns its passages as the index takes them. */
    List<PassageEntry> entries(List<List<PassageVector>> vectors) {
        List<Part> parts = split.reading().document().parts();
        var entries = new ArrayList<PassageEntry>();
        for (int i = 0; i < vectors.size(); i++) {
            Passage passage = split.passages().get(i);
            entries.add(new PassageEntry(
                    PassageIds.of(row.id(), facts.content(), passage),
                    passage,
                    parts.get(passage.span().part() - 1).kind(),
                    vectors.get(i)));
        }
        return entries;
    }

    /** Returns what a document is here, or null where that is what its row says. */
    @Nullable BuiltDocument built() {
        var document = split.reading().document();
        String gap = split.reading().gap();
        int parts = document.parts().size();
        int passages = split.passages().size();
        IngestOutcome outcome = gap == null
                ? new IngestOutcome.Indexed(parts, passages)
                : new IngestOutcome.Partial(parts, passages, gap);
        boolean same = outcome.name().equals(row.outcome())
                && outcome.sentence().equals(row.sentence())
                && Objects.equals(document.title(), row.title())
                && parts == row.parts()
                && passages == row.passages()
                && row.readerVersion() == ReaderVersion.CURRENT;
        return same
                ? null
                : new BuiltDocument(
                        row.id(),
                        row.reception(),
                        outcome.name(),
                        outcome.sentence(),
                        document.mediaType(),
                        document.title(),
                        parts,
                        passages,
                        ReaderVersion.CURRENT);
    }
}
