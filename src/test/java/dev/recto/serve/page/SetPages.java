package dev.recto.serve.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.util.Matrix;

/** Sets pages of sentences that are all different, in columns, turned, cropped. */
final class SetPages {
    private static final PDFont FONT = new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN);
    private static final float SIZE = 11;
    private static final float LEADING = 15;
    private static final float MARGIN = 60;
    private static final float GUTTER = 24;
    private static final int LINES = 44;
    private static final String[] THINGS = {
        "harbour", "ledger", "turbine", "orchard", "archive", "lantern", "compass", "granary"
    };
    private static final String[] DEEDS = {
        "was measured in", "was moved to", "was repaired at", "was painted for", "was weighed in"
    };
    private static final String[] PLACES = {
        "Larnmouth", "Corran", "Suzhou", "the northern quay", "the old mill", "Harbour House"
    };

    private SetPages() {}

    /**
     * How pages look.
     *
     * @param columns 1 or 2
     * @param turn degrees that a viewer turns the page by, clockwise; the text stands upright then
     * @param cropped whether the crop box is smaller than the paper
     */
    record Layout(int columns, int turn, boolean cropped) {}

    /** Writes a long PDF that is mostly pictures: some words on each page, and a picture that nothing can compress. */
    static void writeBook(Path file, int pages) throws IOException {
        var random = new Random(391);
        try (var document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                page(document, new Layout(1, 0, false), "book " + number, 3);
                try (var stream = new PDPageContentStream(
                        document, document.getPage(number - 1), PDPageContentStream.AppendMode.APPEND, true)) {
                    stream.drawImage(LosslessFactory.createFromImage(document, noise(random)), MARGIN, 200, 300, 300);
                }
            }
            document.save(file.toFile());
        }
    }

    private static BufferedImage noise(Random random) {
        var image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < 96 * 96; at++) {
            image.setRGB(at % 96, at / 96, random.nextInt());
        }
        return image;
    }

    /** Writes a PDF. */
    static void write(Path file, Layout layout, int pages) throws IOException {
        try (var document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                page(document, layout, file.getFileName() + " " + number, LINES);
            }
            document.save(file.toFile());
        }
    }

    private static void page(PDDocument document, Layout layout, String name, int depth) throws IOException {
        PDRectangle paper = PDRectangle.A4;
        boolean lying = layout.turn() % 180 != 0;
        var page = new PDPage(lying ? new PDRectangle(paper.getHeight(), paper.getWidth()) : paper);
        page.setRotation(layout.turn());
        if (layout.cropped()) {
            PDRectangle box = page.getMediaBox();
            page.setCropBox(new PDRectangle(20, 30, box.getWidth() - 50, box.getHeight() - 45));
        }
        document.addPage(page);
        float width = (paper.getWidth() - 2 * MARGIN - GUTTER * (layout.columns() - 1)) / layout.columns();
        List<String> lines = lines(name, width, layout.columns() * depth);
        try (var stream = new PDPageContentStream(document, page)) {
            stream.transform(upright(layout.turn(), paper));
            for (int column = 0; column < layout.columns(); column++) {
                for (int line = 0; line < depth && column * depth + line < lines.size(); line++) {
                    stream.beginText();
                    stream.setFont(FONT, SIZE);
                    stream.newLineAtOffset(
                            MARGIN + column * (width + GUTTER), paper.getHeight() - MARGIN - LEADING * (line + 1));
                    stream.showText(lines.get(column * depth + line));
                    stream.endText();
                }
            }
        }
    }

    /** Turns what is drawn against the page's own turn. */
    private static Matrix upright(int turn, PDRectangle paper) {
        return switch (turn) {
            case 90 -> new Matrix(0, 1, -1, 0, paper.getHeight(), 0);
            case 180 -> new Matrix(-1, 0, 0, -1, paper.getWidth(), paper.getHeight());
            case 270 -> new Matrix(0, -1, 1, 0, 0, paper.getWidth());
            default -> new Matrix();
        };
    }

    private static List<String> lines(String name, float width, int most) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int seed = Math.abs(name.hashCode() % 9973);
        for (int sentence = 0; lines.size() < most; sentence++) {
            int n = seed + 31 * sentence;
            String text = "In week %d the %s of %s number %d %s %s by %d workers who kept %d pages of notes."
                    .formatted(
                            1 + n % 52,
                            THINGS[n % THINGS.length],
                            PLACES[(n / 5) % PLACES.length],
                            1000 + n,
                            DEEDS[n % DEEDS.length],
                            PLACES[(n / 7) % PLACES.length],
                            2 + n % 17,
                            3 + n % 91);
            for (String word : text.split(" ")) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (FONT.getStringWidth(longer) / 1000 * SIZE > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(word);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
        }
        return lines.subList(0, most);
    }
}
