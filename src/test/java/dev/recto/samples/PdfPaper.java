package dev.recto.samples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** Sets text in columns on A4 pages with a running header and page numbers. */
final class PdfPaper implements AutoCloseable {
    private static final float MARGIN = 62;
    private static final float GUTTER = 22;
    private static final String NOT_AT_LINE_START = "，。、；：？！）》”’";

    private final PDDocument document;
    private final Style style;
    private final float columnWidth;
    private PDPageContentStream stream;
    private int column;
    private float columnTop;
    private float y;

    /** How a document looks. */
    record Style(PDFont body, PDFont bold, float size, int columns, String header, String pageNumber) {
        float leading() {
            return size * 1.38f;
        }
    }

    PdfPaper(PDDocument document, Style style) throws IOException {
        this.document = document;
        this.style = style;
        float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
        columnWidth = (width - GUTTER * (style.columns() - 1)) / style.columns();
        stream = startPage();
    }

    /** Sets the title over all columns. */
    void title(String text) throws IOException {
        for (String line : lines(text, style.bold(), style.size() * 1.8f, PDRectangle.A4.getWidth() - 2 * MARGIN)) {
            y -= style.size() * 2.3f;
            show(line, style.bold(), style.size() * 1.8f, MARGIN, y);
        }
        y -= style.leading() / 2;
        columnTop = y;
    }

    void heading(int level, String text) throws IOException {
        float size = style.size() * (level == 2 ? 1.25f : 1.1f);
        need(style.leading() * 4);
        y -= style.leading() * 0.6f;
        for (String line : lines(text, style.bold(), size, columnWidth)) {
            y -= size * 1.38f;
            show(line, style.bold(), size, left(), y);
        }
        y -= style.leading() * 0.15f;
    }

    void paragraph(String text) throws IOException {
        for (String line : lines(text, style.body(), style.size(), columnWidth)) {
            need(style.leading());
            y -= style.leading();
            show(line, style.body(), style.size(), left(), y);
        }
        y -= style.leading() * 0.45f;
    }

    /** Sets a ruled table as wide as the column; rows are not broken over pages. */
    void table(List<List<String>> rows) throws IOException {
        float[] widths = widths(rows);
        float size = style.size() * 0.92f;
        float leading = size * 1.3f;
        need(leading * 4);
        y -= leading * 0.3f;
        for (int row = 0; row < rows.size(); row++) {
            PDFont font = row == 0 ? style.bold() : style.body();
            List<List<String>> cells = new ArrayList<>();
            int height = 1;
            for (int cell = 0; cell < widths.length; cell++) {
                List<String> lines = lines(rows.get(row).get(cell), font, size, widths[cell] - 6);
                height = Math.max(height, lines.size());
                cells.add(lines);
            }
            need(leading * height + 5);
            row(cells, widths, font, size);
            y -= leading * height + 5;
        }
        rule(left(), y);
        y -= leading * 0.8f;
    }

    private void row(List<List<String>> cells, float[] widths, PDFont font, float size) throws IOException {
        rule(left(), y);
        float x = left();
        for (int cell = 0; cell < cells.size(); cell++) {
            float baseline = y - 2;
            for (String line : cells.get(cell)) {
                baseline -= size * 1.3f;
                show(line, font, size, x + 3, baseline + 2);
            }
            x += widths[cell];
        }
    }

    private float[] widths(List<List<String>> rows) throws IOException {
        int count = rows.getFirst().size();
        float[] widths = new float[count];
        float sum = 0;
        for (int cell = 0; cell < count; cell++) {
            for (List<String> row : rows) {
                float width = style.bold().getStringWidth(row.get(cell)) / 1000 * style.size();
                widths[cell] = Math.max(widths[cell], Math.min(width + 8, columnWidth * 0.5f));
            }
            sum += widths[cell];
        }
        for (int cell = 0; cell < count; cell++) {
            widths[cell] *= columnWidth / sum;
        }
        return widths;
    }

    private void rule(float x, float height) throws IOException {
        stream.setLineWidth(0.4f);
        stream.moveTo(x, height);
        stream.lineTo(x + columnWidth, height);
        stream.stroke();
    }

    private List<String> lines(String text, PDFont font, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words(text)) {
            String plain = word.replace("\u00AD", "");
            if (fits(line + plain.stripTrailing(), font, size, width)) {
                line.append(plain);
                continue;
            }
            int hyphen = word.indexOf('\u00AD');
            if (hyphen > 0 && fits(line + word.substring(0, hyphen) + "-", font, size, width)) {
                lines.add(line + word.substring(0, hyphen) + "-");
                line = new StringBuilder(word.substring(hyphen + 1));
            } else {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(plain);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Cuts text where a line may end: after a space, and before a Chinese character unless it is a closing mark. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean wide = letter >= 0x2E80;
            boolean mayBreak = at > 0
                    && (text.charAt(at - 1) == ' '
                            || ((wide || text.charAt(at - 1) >= 0x2E80) && NOT_AT_LINE_START.indexOf(letter) < 0));
            if (mayBreak && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(letter);
        }
        words.add(word.toString());
        return words;
    }

    private static boolean fits(String line, PDFont font, float size, float width) throws IOException {
        return font.getStringWidth(line) / 1000 * size <= width;
    }

    private void show(String text, PDFont font, float size, float x, float baseline) throws IOException {
        stream.beginText();
        stream.setFont(font, size);
        stream.newLineAtOffset(x, baseline);
        stream.showText(text);
        stream.endText();
    }

    private float left() {
        return MARGIN + column * (columnWidth + GUTTER);
    }

    private void need(float height) throws IOException {
        if (y - height > MARGIN) {
            return;
        }
        column++;
        if (column == style.columns()) {
            stream.close();
            stream = startPage();
        }
        y = columnTop;
    }

    private PDPageContentStream startPage() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        stream = new PDPageContentStream(document, page);
        column = 0;
        columnTop = PDRectangle.A4.getHeight() - MARGIN;
        y = columnTop;
        float size = style.size() * 0.8f;
        show(style.header(), style.body(), size, MARGIN, PDRectangle.A4.getHeight() - 38);
        String number = style.pageNumber().formatted(document.getNumberOfPages());
        float width = style.body().getStringWidth(number) / 1000 * size;
        show(number, style.body(), size, (PDRectangle.A4.getWidth() - width) / 2, 34);
        return stream;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
