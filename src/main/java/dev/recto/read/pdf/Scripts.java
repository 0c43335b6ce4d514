package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Superscripts and subscripts: small type beside a line, a little above or below its baseline. */
final class Scripts {
    private static final float SMALLER = 0.85f;

    private Scripts() {}

    /** Returns whether the glyph is a script of the strand, or the strand one before the glyph, by size and height. */
    static boolean isScript(Strand strand, Glyph glyph) {
        return isScript(strand.size, strand.baseline, glyph.size, glyph.baseline);
    }

    private static boolean isScript(float size, float baseline, float otherSize, float otherBaseline) {
        float larger = Math.max(size, otherSize);
        boolean smaller = Math.min(size, otherSize) < SMALLER * larger;
        float rise = size > otherSize ? baseline - otherBaseline : otherBaseline - baseline;
        return smaller && rise > -0.3f * larger && rise < 0.65f * larger;
    }

    /** Puts strands that are scripts into the lines they stand beside. */
    static void attach(List<Strand> strands) {
        strands.sort(Comparator.comparingDouble(s -> s.baseline));
        var attached = new ArrayList<Strand>();
        for (int i = 0; i < strands.size(); i++) {
            Strand script = strands.get(i);
            Strand line = script.glyphs.size() > 12 ? null : lineBeside(strands, i);
            if (line != null) {
                insert(line, script);
                attached.add(script);
            }
        }
        strands.removeAll(attached);
    }

    private static @org.jspecify.annotations.Nullable Strand lineBeside(List<Strand> strands, int index) {
        Strand script = strands.get(index);
        for (int step = 1; step <= 40; step++) {
            for (int at : new int[] {index + step, index - step}) {
                Strand line = at < 0 || at >= strands.size() ? null : strands.get(at);
                if (line != null
                        && script.size < SMALLER * line.size
                        && isScript(line.size, line.baseline, script.size, script.baseline)
                        && touches(line, script)) {
                    return line;
                }
            }
        }
        return null;
    }

    private static boolean touches(Strand line, Strand script) {
        float near = 0.35f * line.size;
        return script.start > line.start - near - (script.end - script.start)
                && script.start < line.end + near
                && !overlapsGlyph(line, script);
    }

    private static boolean overlapsGlyph(Strand line, Strand script) {
        float middle = (script.start + script.end) / 2;
        for (Glyph glyph : line.glyphs) {
            if (glyph.start < middle && middle < glyph.end) {
                return true;
            }
        }
        return false;
    }

    private static void insert(Strand line, Strand script) {
        int at = 0;
        while (at < line.glyphs.size() && line.glyphs.get(at).start < script.start) {
            at++;
        }
        line.glyphs.addAll(at, script.glyphs);
        line.start = Math.min(line.start, script.start);
        line.end = Math.max(line.end, script.end);
    }
}
