package dev.recto.read.pdf;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Part;
import dev.recto.document.SourceDocument;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** A PDF drawn line by line: fonts F (Helvetica), B (bold) and Z (Chinese, by Adobe's character collection, not embedded). */
final class TestPdf implements AutoCloseable {
    final PDDocument document = new PDDocument();
    private PDPage page = new PDPage();
    private StringBuilder content = new StringBuilder();

    /** Begins a page in US letter size. */
    TestPdf page() {
        endPage();
        page = new PDPage(PDRectangle.LETTER);
        document.addPage(page);
        var resources = new PDResources();
        resources.put(COSName.getPDFName("F"), new PDType1Font(FontName.HELVETICA));
        resources.put(COSName.getPDFName("B"), new PDType1Font(FontName.HELVETICA_BOLD));
        resources.getCOSObject().getCOSDictionary(COSName.FONT).setItem(COSName.getPDFName("Z"), chineseFont());
        page.setResources(resources);
        return this;
    }

    PDPage current() {
        return page;
    }

    /** Draws text with its baseline starting at a point in user space. */
    TestPdf text(String font, double size, double x, double y, String text) {
        String shown = font.equals("Z") ? "<" + hex(text) + ">" : "(" + escaped(text) + ")";
        return raw(String.format(Locale.ROOT, "BT /%s %.2f Tf %.2f %.2f Td %s Tj ET%n", font, size, x, y, shown));
    }

    TestPdf raw(String operators) {
        content.append(operators);
        return this;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    private static String hex(String text) {
        var hex = new StringBuilder();
        text.chars().forEach(c -> hex.append(String.format("%04X", c)));
        return hex.toString();
    }

    private static COSDictionary chineseFont() {
        var collection = new COSDictionary();
        collection.setItem(COSName.REGISTRY, new COSString("Adobe"));
        collection.setItem(COSName.ORDERING, new COSString("GB1"));
        collection.setInt(COSName.SUPPLEMENT, 4);
        var descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setName(COSName.FONT_NAME, "STSong-Light");
        descriptor.setInt(COSName.FLAGS, 4);
        descriptor.setInt(COSName.ASCENT, 880);
        descriptor.setInt(COSName.DESCENT, -120);
        var descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
        descendant.setName(COSName.BASE_FONT, "STSong-Light");
        descendant.setItem(COSName.CIDSYSTEMINFO, collection);
        descendant.setItem(COSName.FONT_DESC, descriptor);
        descendant.setItem(COSName.DW, COSInteger.get(1000));
        var descendants = new COSArray();
        descendants.add(descendant);
        var font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, "STSong-Light-UniGB-UCS2-H");
        font.setName(COSName.ENCODING, "UniGB-UCS2-H");
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        return font;
    }

    private void endPage() {
        try {
            byte[] bytes = content.toString().getBytes(StandardCharsets.ISO_8859_1);
            page.setContents(new PDStream(document, new ByteArrayInputStream(bytes)));
            content = new StringBuilder();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path save(Path folder) throws IOException {
        endPage();
        Path file = folder.resolve("test.pdf");
        document.save(file.toFile());
        return file;
    }

    ReadOutcome read(Path folder) throws Exception {
        return read(save(folder), LimitsConfig.DEFAULT);
    }

    static ReadOutcome read(Path file, LimitsConfig limits) throws Exception {
        Path scratch = Files.createTempDirectory(file.getParent(), "scratch");
        try (var reader = new PdfReader(limits)) {
            return reader.read(new ReadRequest(file, "test.pdf", scratch));
        }
    }

    SourceDocument document(Path folder) throws Exception {
        return ((ReadOutcome.Read) read(folder)).document();
    }

    Part part(Path folder) throws Exception {
        return document(folder).parts().getFirst();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
