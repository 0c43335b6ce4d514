package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the glyphs of one direction together to runs: first as they were drawn, then by where they stand. */
final class RunBuilder {
    /** A gap of this many ems ends a run: wider than justified word spaces, narrower than gutters between columns. */
    static final float WIDE_GAP = 0.8f;

    /** Glyphs may be kerned back by this many ems and still follow each other. */
    private static final float KERNED_BACK = 0.3f;

    private RunBuilder() {}

    /** Returns the runs of one direction, from top to bottom and left to right. */
    static List<TextRun> build(List<Glyph> drawn, Turn turn) {
        List<Strand> joined = onBaselines(asDrawn(drawn));
        Scripts.attach(joined);
        var runs = new ArrayList<TextRun>();
        for (Strand strand : joined) {
            RunText.runs(strand, turn, runs);
        }
        runs.sort(Comparator.comparing(TextRun::baseline).thenComparing(TextRun::start));
        return runs;
    }

    private static List<Strand> asDrawn(List<Glyph> drawn) {
        var strands = new ArrayList<Strand>();
        Strand strand = new Strand();
        Glyph last = null;
        for (Glyph glyph : drawn) {
            if (glyph.blank()) {
                strand.spaceAfter = true;
            } else if (last == null || !Strand.isOverprint(last, glyph)) {
                if (last != null && !follows(strand, last, glyph)) {
                    strands.add(strand);
                    strand = new Strand();
                }
                glyph.spaced |= strand.spaceAfter && !strand.glyphs.isEmpty();
                strand.spaceAfter = false;
                strand.add(glyph);
                last = glyph;
            } else {
                last.bold = true;
            }
        }
        if (!strand.glyphs.isEmpty()) {
            strands.add(strand);
        }
        return strands;
    }

    private static boolean follows(Strand strand, Glyph last, Glyph glyph) {
        float size = Math.max(last.size, glyph.size);
        float gap = glyph.start - last.end;
        boolean ahead = gap > -KERNED_BACK * size && gap < WIDE_GAP * size;
        boolean back = GlyphText.isRightToLeft(glyph.text.codePointAt(0))
                && Math.abs(last.start - glyph.end) < WIDE_GAP * size;
        float drop = Math.abs(glyph.baseline - strand.baseline);
        boolean level = drop <= 0.06f * size && glyph.size <= strand.size * 1.6f && strand.size <= glyph.size * 2.5f;
        return level ? ahead || back : Scripts.isScript(strand, glyph) && gap < 0.4f * size && ahead;
    }

    private static List<Strand> onBaselines(List<Strand> drawn) {
        drawn.sort(Comparator.comparingDouble(s -> s.baseline));
        var joined = new ArrayList<Strand>();
        int from = 0;
        for (int i = 1; i <= drawn.size(); i++) {
            if (i == drawn.size()
                    || drawn.get(i).baseline - drawn.get(from).baseline
                            > 0.15f * Math.min(drawn.get(i).size, drawn.get(from).size)) {
                joinLevel(drawn.subList(from, i), joined);
                from = i;
            }
        }
        return joined;
    }

    private static void joinLevel(List<Strand> level, List<Strand> joined) {
        level.sort(Comparator.comparingDouble(s -> s.start));
        Strand current = null;
        for (Strand strand : level) {
            if (current != null) {
                float size = Math.max(current.size, strand.size);
                float gap = strand.start - current.end;
                if (gap < 0) {
                    current.dropOverprint(strand);
                    if (strand.glyphs.isEmpty()) {
                        continue;
                    }
                }
                boolean alike = current.size <= strand.size * 2.5f && strand.size <= current.size * 2.5f;
                if (alike && gap > -KERNED_BACK * size && gap < WIDE_GAP * size) {
                    current.join(strand);
                    continue;
                }
            }
            current = strand;
            joined.add(strand);
        }
    }
}
