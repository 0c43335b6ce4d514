package dev.recto.read;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.SourceDocument;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a source document into passages along its structure: heading, paragraph, sentence.
 *
 * <p>A passage lies in one part, and its text is the part's text from the first to the last of its blocks. A heading
 * begins a new passage, unless the one before is still so short that it says little alone; then the two share one, under
 * the headings that they have in common. What is longer than {@value #MOST_TOKENS} tokens is cut into pieces of about
 * equal size, between paragraphs where possible, never inside a sentence shorter than that. Furniture is left out.
 */
public final class PassageSplitter {
    /** Raise it when the same document would be split otherwise: collections then want a re-index. */
    public static final int VERSION = 1;

    static final int MOST_TOKENS = 300;
    private static final int WANTED_TOKENS = 230;
    private static final int FEW_TOKENS = 50;

    /** Returns the document's passages in reading order, numbered from 1; empty where it has no text. */
    public List<Passage> split(SourceDocument document) {
        var passages = new ArrayList<Passage>();
        var outline = new Outline();
        var sentences = new Sentences();
        for (Part part : document.parts()) {
            if (part.kind() != PartKind.PAGE) {
                outline.clear(); // a heading reaches over a page's end, but not into the next slide, sheet or chapter
            }
            for (Section section : sections(part, outline, sentences)) {
                for (List<Unit> piece : pieces(section.units)) {
                    passages.add(passage(passages.size() + 1, part, section.path, piece));
                }
            }
        }
        return passages;
    }

    private static List<Section> sections(Part part, Outline outline, Sentences sentences) {
        var sections = new ArrayList<Section>();
        Section section = null;
        for (Block block : part.blocks()) {
            if (block.kind() == BlockKind.FURNITURE) {
                continue;
            }
            if (block.kind() == BlockKind.HEADING) {
                outline.enter(block.level(), block.range().of(part.text()).strip());
                if (section != null && !section.hasBody()) {
                    section.nameBy(outline.path(part)); // headings in a row stand together above what follows
                } else {
                    section = null;
                }
            }
            if (section == null) {
                section = begin(sections, outline.path(part));
            }
            for (TextRange sentence : sentences.of(part.text(), block)) {
                section.add(part, block, sentence);
            }
        }
        sections.removeIf(s -> s.units.isEmpty());
        return sections;
    }

    private static Section begin(List<Section> sections, List<String> path) {
        if (!sections.isEmpty() && sections.getLast().tokens < FEW_TOKENS) {
            Section last = sections.getLast();
            last.join(path);
            return last;
        }
        var section = new Section(path);
        sections.add(section);
        return section;
    }

    private static List<String> common(List<String> a, List<String> b) {
        int shared = 0;
        while (shared < Math.min(a.size(), b.size()) && a.get(shared).equals(b.get(shared))) {
            shared++;
        }
        return a.subList(0, shared);
    }

    /** Cuts a section into pieces of about equal size; a piece may pass the wanted size by one sentence. */
    private static List<List<Unit>> pieces(List<Unit> units) {
        int total = units.stream().mapToInt(Unit::tokens).sum();
        if (total <= MOST_TOKENS) {
            return List.of(units);
        }
        double wanted = (double) total / Math.ceilDiv(total, WANTED_TOKENS);
        var pieces = new ArrayList<List<Unit>>();
        var piece = new ArrayList<Unit>();
        int tokens = 0;
        for (Unit unit : units) {
            boolean full = tokens + unit.tokens / 2.0 > wanted || tokens + unit.tokens > MOST_TOKENS;
            boolean fullEnough = unit.opensBlock && tokens > wanted * 0.75;
            if (!piece.isEmpty() && (full || fullEnough)) {
                pieces.add(piece);
                piece = new ArrayList<>();
                tokens = 0;
            }
            piece.add(unit);
            tokens += unit.tokens;
        }
        pieces.add(piece);
        return pieces;
    }

    private static Passage passage(int number, Part part, List<String> path, List<Unit> units) {
        var range = new TextRange(
                units.getFirst().range.start(), units.getLast().range.end());
        boolean onlyHeadings = units.stream().noneMatch(unit -> Sentences.quotable(unit.block));
        List<TextRange> quotable = units.stream()
                .filter(unit -> onlyHeadings || Sentences.quotable(unit.block))
                .map(Unit::range)
                .toList();
        return new Passage(
                number,
                new Span(part.number(), range),
                range.of(part.text()),
                path,
                header(units),
                label(units),
                quotable);
    }

    private static @Nullable String header(List<Unit> units) {
        for (Unit unit : units) {
            if (unit.block.header() != null) {
                return unit.block.header();
            }
        }
        return null;
    }

    private static @Nullable String label(List<Unit> units) {
        return units.getFirst().block.label();
    }

    /** A sentence, or a piece of one that is longer than a passage may be. */
    private record Unit(Block block, TextRange range, int tokens, boolean opensBlock) {}

    /** What stands under one heading (or under several short ones) within a part. */
    private static final class Section {
        private final List<Unit> units = new ArrayList<>();
        private List<String> path;
        private int tokens;
        private int bodyBegins;

        Section(List<String> path) {
            this.path = path;
        }

        /** Lets a further section in: from here on its path is what all of them share. */
        void join(List<String> other) {
            path = common(path, other);
            bodyBegins = units.size();
        }

        void nameBy(List<String> deeper) {
            path = bodyBegins == 0 ? deeper : common(path, deeper);
        }

        boolean hasBody() {
            return units.stream().skip(bodyBegins).anyMatch(unit -> unit.block.kind() != BlockKind.HEADING);
        }

        void add(Part part, Block block, TextRange sentence) {
            int start = sentence.start();
            while (start < sentence.end()) {
                int end = cut(part.text(), start, sentence.end());
                boolean opens = units.isEmpty() || units.getLast().block != block;
                var unit = new Unit(
                        block, new TextRange(start, end), TokenEstimate.tokens(part.text(), start, end), opens);
                units.add(unit);
                tokens += unit.tokens;
                start = end;
                while (start < sentence.end()
                        && Character.isWhitespace(part.text().charAt(start))) {
                    start++;
                }
            }
        }

        /** Returns where the piece from {@code start} ends: the sentence's end, or the last space before it is too long. */
        private static int cut(String text, int start, int end) {
            int longest = TokenEstimate.fitting(text, start, end, MOST_TOKENS);
            if (longest == end) {
                return end;
            }
            for (int i = longest; i > start + (longest - start) / 2; i--) {
                if (Character.isWhitespace(text.charAt(i - 1))) {
                    return trimEnd(text, start, i);
                }
            }
            return longest;
        }

        private static int trimEnd(String text, int start, int end) {
            int to = end;
            while (to > start + 1 && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            return to;
        }
    }

    /** The headings that are open where the reading stands. */
    private static final class Outline {
        private static final int LONGEST_HEADING = 200;

        private record Open(int level, String text) {}

        private final List<Open> open = new ArrayList<>();

        void clear() {
            open.clear();
        }

        void enter(int level, String text) {
            while (!open.isEmpty() && open.getLast().level >= level) {
                open.removeLast();
            }
            String shown = text.replaceAll("\\s+", " ");
            open.add(new Open(level, CleanText.cut(shown, LONGEST_HEADING)));
        }

        List<String> path(Part part) {
            var path = new ArrayList<String>();
            if (part.kind() == PartKind.SHEET && part.label() != null) {
                path.add(part.label());
            }
            open.forEach(heading -> path.add(heading.text));
            return List.copyOf(path);
        }
    }
}
