package dev.recto.read.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.markedcontent.BeginMarkedContentSequence;
import org.apache.pdfbox.contentstream.operator.markedcontent.BeginMarkedContentSequenceWithProperties;
import org.apache.pdfbox.contentstream.operator.markedcontent.EndMarkedContentSequence;
import org.apache.pdfbox.contentstream.operator.state.Concatenate;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.state.SetMatrix;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.MoveText;
import org.apache.pdfbox.contentstream.operator.text.MoveTextSetLeading;
import org.apache.pdfbox.contentstream.operator.text.NextLine;
import org.apache.pdfbox.contentstream.operator.text.SetCharSpacing;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.SetTextHorizontalScaling;
import org.apache.pdfbox.contentstream.operator.text.SetTextLeading;
import org.apache.pdfbox.contentstream.operator.text.SetTextRenderingMode;
import org.apache.pdfbox.contentstream.operator.text.SetTextRise;
import org.apache.pdfbox.contentstream.operator.text.SetWordSpacing;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFreeText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a page's content streams and keeps every glyph that shows inside the crop box. One collector serves one document. */
final class GlyphCollector extends PDFStreamEngine {
    /** More glyphs than any real page has; past it a page is an attack, and memory must hold. */
    static final int MOST_GLYPHS = 400_000;

    /** Where a vertical font's cell begins above the horizontal origin, in ems (ISO 32000-1, 9.7.4.3, default DW2). */
    static final float VERTICAL_ORIGIN = 0.88f;

    private static final Logger LOG = LoggerFactory.getLogger(GlyphCollector.class);

    private final Map<COSBase, FontFacts> fonts = new IdentityHashMap<>();
    private final GlyphList names = glyphNames();
    private PageFrame frame = new PageFrame(0, 0, 0, 0, 0);
    private final ActualTexts actualTexts = new ActualTexts();
    /** What marked stretches that have ended turned out to say, in the order of the page. */
    private final List<ActualTexts.Told> told = new ArrayList<>();

    private Map<Turn, List<Glyph>> byTurn = new LinkedHashMap<>();
    private int readable;
    private int unmapped;

    GlyphCollector() {
        addOperator(new BeginMarkedContentSequence(this));
        addOperator(new BeginMarkedContentSequenceWithProperties(this));
        addOperator(new BeginText(this));
        addOperator(new Concatenate(this));
        addOperator(new DrawObject(this));
        addOperator(new EndMarkedContentSequence(this));
        addOperator(new EndText(this));
        addOperator(new SetGraphicsStateParameters(this));
        addOperator(new Save(this));
        addOperator(new Restore(this));
        addOperator(new NextLine(this));
        addOperator(new SetCharSpacing(this));
        addOperator(new MoveText(this));
        addOperator(new MoveTextSetLeading(this));
        addOperator(new SetFontAndSize(this));
        addOperator(new ShowText(this));
        addOperator(new ShowTextAdjusted(this));
        addOperator(new SetTextLeading(this));
        addOperator(new SetMatrix(this));
        addOperator(new SetTextRenderingMode(this));
        addOperator(new SetTextRise(this));
        addOperator(new SetWordSpacing(this));
        addOperator(new SetTextHorizontalScaling(this));
        addOperator(new ShowTextLine(this));
        addOperator(new ShowTextLineAndSpace(this));
    }

    /** PDFBox's own additions to Adobe's glyph names (TeX's, among others). */
    private static GlyphList glyphNames() {
        String path = "/org/apache/pdfbox/resources/glyphlist/additional.txt";
        try (InputStream additional = GlyphList.class.getResourceAsStream(path)) {
            return additional == null
                    ? GlyphList.getAdobeGlyphList()
                    : new GlyphList(GlyphList.getAdobeGlyphList(), additional);
        } catch (IOException e) {
            throw new IllegalStateException("PDFBox's own glyph list cannot be read", e);
        }
    }

    /**
     * Returns the page's glyphs.
     *
     * @throws IOException if the content cannot be parsed, or draws more than {@link #MOST_GLYPHS}
     */
    PageGlyphs collect(PDPage page, PageFrame pageFrame) throws IOException {
        frame = pageFrame;
        byTurn = new LinkedHashMap<>();
        readable = 0;
        unmapped = 0;
        actualTexts.endPage(); // of a page that could not be read to its end
        told.clear();
        processPage(page);
        showFilledIn(page);
        told.addAll(actualTexts.endPage());
        placeTold();
        StackedGlyphs.turn(byTurn);
        return new PageGlyphs(byTurn, readable, unmapped);
    }

    /** What was typed into form fields and text boxes stands in annotations, drawn by their appearance streams. */
    private void showFilledIn(PDPage page) {
        try {
            for (PDAnnotation annotation : page.getAnnotations()) {
                boolean typed = annotation instanceof PDAnnotationWidget || annotation instanceof PDAnnotationFreeText;
                if (typed && !annotation.isHidden() && !annotation.isNoView()) {
                    showAnnotation(annotation);
                }
            }
        } catch (IOException | RuntimeException e) {
            // a viewer shows nothing of an annotation it cannot draw, and the page's own text is already here
            LOG.debug("annotations left out: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    protected void showGlyph(Matrix placed, PDFont font, int code, Vector advance) throws IOException {
        placeTold();
        FontFacts facts = fonts.get(font.getCOSObject());
        if (facts == null) {
            facts = FontFacts.of(font);
            fonts.put(font.getCOSObject(), facts);
        }
        String text = facts.text(font, code, names);
        float[] way = font.isVertical() ? vertical(font, code, advance) : horizontal(advance);
        if (text != null && !text.isEmpty()) {
            actualTexts.readable();
            place(placed, way, text, facts);
        } else if (!actualTexts.waits(new ActualTexts.Silent(placed, way, facts, text == null)) && text == null) {
            unmapped++;
        }
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        actualTexts.begin(properties);
    }

    @Override
    public void endMarkedContentSequence() {
        told.addAll(actualTexts.end());
    }

    private void placeTold() throws IOException {
        for (ActualTexts.Told one : told) {
            ActualTexts.Silent glyph = one.glyph();
            if (one.text() == null) {
                unmapped += glyph.unmapped() ? 1 : 0;
            } else if (!one.text().isEmpty()) {
                place(glyph.placed(), glyph.way(), one.text(), glyph.facts());
            }
        }
        told.clear();
    }

    /** From where to where a glyph goes, in ems from its origin: x, y, x, y. */
    private static float[] horizontal(Vector advance) {
        return new float[] {0, 0, advance.getX(), 0};
    }

    private static float[] vertical(PDFont font, int code, Vector advance) throws IOException {
        float middle = font.getWidth(code) / 2000;
        // the writing line of a vertical font runs through the cells' middle; half an em lies on either side
        float origin = VERTICAL_ORIGIN;
        return new float[] {middle, origin, middle, origin + advance.getY()};
    }

    private void place(Matrix m, float[] way, String text, FontFacts facts) throws IOException {
        float startX = m.getTranslateX() + way[0] * m.getScaleX() + way[1] * m.getShearX();
        float startY = m.getTranslateY() + way[0] * m.getShearY() + way[1] * m.getScaleY();
        float endX = m.getTranslateX() + way[2] * m.getScaleX() + way[3] * m.getShearX();
        float endY = m.getTranslateY() + way[2] * m.getShearY() + way[3] * m.getScaleY();
        float x = frame.x(startX, startY);
        float y = frame.y(startX, startY);
        float toX = frame.x(endX, endY);
        float toY = frame.y(endX, endY);
        float size = (float) Math.hypot(m.getShearX(), m.getScaleY()) * facts.scale();
        if (!(size > 0.1f) || !(size < 10_000) || !frame.shows((x + toX) / 2, (y + toY) / 2)) {
            return;
        }
        Turn turn = turn(m, toX - x, toY - y);
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        boolean thickened = mode == RenderingMode.FILL_STROKE;
        boolean upright = way[1] != 0;
        float baseline = turn.v(x, y) + (upright ? (facts.ascent() - facts.descent()) / 2 * size : 0);
        float[] along = {turn.u(x, y), turn.u(toX, toY), baseline};
        if (++readable > MOST_GLYPHS) {
            throw new IOException("more than " + MOST_GLYPHS + " glyphs on one page");
        }
        byTurn.computeIfAbsent(turn, t -> new ArrayList<>()).add(new Glyph(text, along, facts, size, thickened));
    }

    private Turn turn(Matrix m, float dx, float dy) {
        if (dy == 0 && dx > 0) {
            return Turn.NONE;
        }
        if (dx == 0 && dy == 0) {
            float x = m.getTranslateX();
            float y = m.getTranslateY();
            float aheadX = x + m.getScaleX();
            float aheadY = y + m.getShearY();
            return Turn.of(frame.x(aheadX, aheadY) - frame.x(x, y), frame.y(aheadX, aheadY) - frame.y(x, y));
        }
        return Turn.of(dx, dy);
    }
}
