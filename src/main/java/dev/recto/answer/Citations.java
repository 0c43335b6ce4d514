package dev.recto.answer;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers the citations of one answer, and looks each up on its page. */
final class Citations {
    private final PartSource parts;
    private final List<Citation> citations = new ArrayList<>();

    Citations(PartSource parts) {
        this.parts = parts;
    }

    List<Citation> all() {
        return citations;
    }

    /** Drops those of some documents, and returns the numbers of the others, which keep theirs. */
    Set<Integer> forget(Set<DocumentId> documents) {
        citations.removeIf(citation -> documents.contains(citation.document().id()));
        return citations.stream().map(Citation::number).collect(Collectors.toSet());
    }

    /**
     * Returns the citation of a quote; the same words of the same passage have one number.
     *
     * @throws IllegalStateException if the page does not hold the words there
     */
    Citation cite(DraftSentence.Quote quote) {
        FoundPassage found = quote.passage().found();
        for (Citation citation : citations) {
            if (citation.passage().equals(found.id()) && citation.range().equals(quote.range())) {
                return citation;
            }
        }
        Citation citation = citation(citations.size() + 1, found, quote.range());
        citations.add(citation);
        return citation;
    }

    private Citation citation(int number, FoundPassage found, TextRange range) {
        Passage passage = found.passage();
        Part part = parts.part(found.document().content(), passage.span().part());
        String words = range.of(part.text());
        int from = range.start() - passage.span().range().start();
        if (!passage.span().range().covers(range) || !passage.text().startsWith(words, from)) {
            throw new IllegalStateException("passage " + found.id() + " of "
                    + found.document().id() + " is not what its part holds; run `recto doctor --repair`");
        }
        Block block = blockAt(part, range.start());
        return new Citation(
                number,
                found.document(),
                part.number(),
                part.kind().isPage() ? part.number() : null,
                section(part, passage, range),
                block != null && block.kind() == BlockKind.CODE ? line(part.text(), range.start()) : null,
                block != null && part.kind() == PartKind.SHEET ? block.label() : null,
                words,
                range,
                part.layout().boxes(range),
                found.id());
    }

    /** A passage may hold several short sections under the headings they share: the nearest ones stand in its own text. */
    private static @Nullable String section(Part part, Passage passage, TextRange range) {
        var within = new ArrayList<Block>();
        for (Block block : part.blocks()) {
            boolean above = block.range().start() >= passage.span().range().start()
                    && block.range().end() <= range.start();
            if (above && block.kind() == BlockKind.HEADING) {
                within.removeIf(open -> open.level() >= block.level());
                within.add(block);
            }
        }
        var path = new LinkedHashSet<>(passage.headingPath());
        within.forEach(
                heading -> path.add(heading.range().of(part.text()).strip().replaceAll("\\s+", " ")));
        return path.isEmpty() ? null : String.join(" › ", path);
    }

    private static @Nullable Block blockAt(Part part, int offset) {
        for (Block block : part.blocks()) {
            if (block.range().start() <= offset && offset < block.range().end()) {
                return block;
            }
        }
        return null;
    }

    private static int line(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
