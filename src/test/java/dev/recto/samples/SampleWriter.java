package dev.recto.samples;

import dev.recto.samples.SampleText.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * Writes {@code data/samples} from {@code src/test/samples}; run it from the repository's root after changing a text.
 *
 * <p>Argument: the font WenQuanYi Micro Hei (Apache-2.0), {@code /usr/share/fonts/truetype/wqy/wqy-microhei.ttc} in Debian's package
 * fonts-wqy-microhei. Without it every file but the Chinese PDF is written.
 */
public final class SampleWriter {
    private static final Path TEXTS = Path.of("src/test/samples");

    private static final String MAIL_HEADERS = """
            From: Ingrid Solheim <ingrid.solheim@northlight.example>
            To: Malik Okafor <m.okafor@corran-lab.example>
            Cc: service@northlight.example
            Date: Wed, 12 Nov 2025 09:41:07 +0000
            Subject: Calibration of profiler 210-4471 finished, and our offer for the other three
            Message-ID: <20251112094107.0873@northlight.example>
            """;

    private static final String MAIL_BODY = """
            Dear Malik,

            your profiler 210-4471 is ready and leaves Larnmouth tomorrow by courier; the certificate is attached. It read 2.7 percent
            too high at full speed, mostly because of the scratched window, which we have replaced.

            You asked what it would cost to do the other three before the spring campaign. For three instruments sent together we offer
            2,106 euros, which is ten percent below the list price, if they reach us by 16 January 2026. The work takes eight working
            days. We can lend you one NL-210 for that time free of charge; you would pay only the shipping of 48 euros.

            One more thing: the firmware on your units is 4.2. Version 4.5 fixes the clock drift of eleven seconds a month that Chen
            reported in September. We would install it during the calibration at no cost.

            Please tell me by 5 December whether we should reserve the tow tank.

            Best regards,
            Ingrid Solheim
            Head of calibration, Northlight Instruments
            Telephone +44 1632 960 871
            """;

    private SampleWriter() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of("data/samples");
        write(folder);
        if (args.length > 0) {
            writeChinese(folder, Path.of(args[0]));
        }
    }

    /** Writes every sample that needs no font. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        PdfFonts times = new PdfFonts(FontName.TIMES_ROMAN, FontName.TIMES_BOLD);
        PdfFonts helvetica = new PdfFonts(FontName.HELVETICA, FontName.HELVETICA_BOLD);
        Files.write(
                folder.resolve("tidal-array-paper.pdf"),
                SampleFormats.pdf(
                        pieces("tidal-array-paper.md"),
                        times.style(9.5f, 2, "Corran Marine Laboratory Reports, volume 12 (2025)", "%d")));
        Files.write(
                folder.resolve("staff-handbook.pdf"),
                SampleFormats.pdf(
                        pieces("staff-handbook.md"),
                        helvetica.style(10.5f, 1, "Northlight Instruments: Staff Handbook, edition 7", "Page %d")));
        Files.write(folder.resolve("office-lease.docx"), SampleFormats.docx(pieces("office-lease.md")));
        Files.write(folder.resolve("price-list.xlsx"), SampleFormats.xlsx(pieces("price-list.md")));
        byte[] certificate = SampleFormats.pdf(
                pieces("calibration-certificate.md"), helvetica.style(11, 1, "Certificate 2025-0873", "Page %d of 1"));
        Files.write(
                folder.resolve("calibration-offer.eml"),
                SampleFormats.mail(MAIL_HEADERS, MAIL_BODY, "calibration-certificate.pdf", certificate));
    }

    private static void writeChinese(Path folder, Path font) throws IOException {
        try (TrueTypeCollection fonts = new TrueTypeCollection(font.toFile())) {
            byte[] pdf = SampleFormats.pdf(pieces("travel-policy-zh.md"), document -> {
                PDFont face = PDType0Font.load(document, fonts.getFontByName("WenQuanYiMicroHei"), true);
                return new PdfPaper.Style(face, face, 11, 1, "北光仪器（苏州）有限公司　差旅管理办法　第三版", "第 %d 页");
            });
            Files.write(folder.resolve("差旅管理办法.pdf"), pdf);
        }
    }

    private static List<Piece> pieces(String name) throws IOException {
        return SampleText.parse(Files.readString(TEXTS.resolve(name)));
    }

    private record PdfFonts(FontName body, FontName bold) {
        SampleFormats.StyleMaker style(float size, int columns, String header, String pageNumber) {
            return (PDDocument document) ->
                    new PdfPaper.Style(new PDType1Font(body), new PDType1Font(bold), size, columns, header, pageNumber);
        }
    }
}
