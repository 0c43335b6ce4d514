package dev.recto.read.pdf;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.fontbox.util.BoundingBox;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * What reading needs to know of one font, looked up once.
 *
 * @param ascent extent above the baseline in ems
 * @param descent extent below the baseline in ems, positive
 * @param scale what a nominal font size is multiplied by to get the em; 1 except in Type 3 fonts, whose units are their own
 * @param bold by name, descriptor or weight
 * @param italic by name or descriptor
 * @param texts what each code says, filled as codes are met
 */
record FontFacts(float ascent, float descent, float scale, boolean bold, boolean italic, Map<Integer, String> texts) {
    /** Where a font gives no usable metrics: the values poppler and xpdf draw selections with. */
    private static final float DEFAULT_ASCENT = 0.95f;

    private static final float DEFAULT_DESCENT = 0.35f;

    /** Real ascents are below 3 ems; broken descriptors carry 0 or 32768. */
    private static final float LARGEST_METRIC = 3;

    private static final Pattern BOLD = Pattern.compile("bold|black|heavy|demi(?!light)|semibd|-bd|,bd");
    private static final Pattern ITALIC = Pattern.compile("ital|obli|slant|kursiv");
    private static final int SEMI_BOLD = 600;

    static FontFacts of(PDFont font) {
        PDFontDescriptor descriptor = font.getFontDescriptor();
        String name = String.valueOf(font.getName()).toLowerCase(Locale.ROOT);
        boolean bold = BOLD.matcher(name).find()
                || (descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= SEMI_BOLD));
        boolean italic =
                ITALIC.matcher(name).find() || (descriptor != null && (descriptor.isItalic() || leans(descriptor)));
        float ascent = descriptor == null ? 0 : descriptor.getAscent() / 1000;
        float descent = descriptor == null ? 0 : descriptor.getDescent() / 1000;
        float scale = font instanceof PDType3Font type3 ? typeThreeScale(type3) : 1;
        return new FontFacts(
                metric(ascent, DEFAULT_ASCENT), metric(descent, DEFAULT_DESCENT), scale, bold, italic, new HashMap<>());
    }

    private static boolean leans(PDFontDescriptor descriptor) {
        float angle = descriptor.getItalicAngle();
        return angle < -4 && angle > -45;
    }

    private static float metric(float value, float otherwise) {
        float size = Math.abs(value);
        return size > 0 && size < LARGEST_METRIC ? size : otherwise;
    }

    /**
     * Guesses a Type 3 font's em from the height of its bounding box in text space; without one the nominal size stands. The units of
     * such a font can be anything, and only drawing it would tell.
     */
    private static float typeThreeScale(PDType3Font font) {
        try {
            Matrix matrix = font.getFontMatrix();
            BoundingBox box = font.getBoundingBox();
            float height = Math.abs(matrix.getScaleY() * (box == null ? 0 : box.getHeight()));
            return height > 0.01f && height < 100 ? height / (DEFAULT_ASCENT + DEFAULT_DESCENT) : 1;
        } catch (RuntimeException e) {
            return 1;
        }
    }

    /** Returns what a code says; empty for what cannot be read, null where the font has no mapping for it. */
    @Nullable
    String text(PDFont font, int code, GlyphList names) throws IOException {
        String known = texts.get(code);
        if (known == null) {
            String raw = font.toUnicode(code, names);
            if (raw == null && font instanceof PDSimpleFont && code > ' ' && code < 0x7F) {
                raw = String.valueOf((char) code);
            }
            known = raw == null ? UNMAPPED : GlyphText.clean(raw);
            texts.put(code, known);
        }
        return known.equals(UNMAPPED) ? null : known;
    }

    private static final String UNMAPPED = "\0";
}
