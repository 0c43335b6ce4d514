package dev.recto.samples;

import dev.recto.samples.SampleText.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Writes pieces of text in each format, the same bytes each time. */
final class SampleFormats {
    private static final Instant WRITTEN =
            LocalDate.of(2026, 1, 5).atStartOfDay(ZoneOffset.UTC).toInstant();

    private SampleFormats() {}

    /** Makes the style of a PDF once its document is there, since fonts belong to a document. */
    interface StyleMaker {
        PdfPaper.Style style(PDDocument document) throws IOException;
    }

    static byte[] pdf(List<Piece> pieces, StyleMaker maker) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDDocumentInformation information = document.getDocumentInformation();
            Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            date.setTimeInMillis(WRITTEN.toEpochMilli());
            information.setCreationDate(date);
            information.setModificationDate(date);
            document.setDocumentId(20260105L);
            try (PdfPaper paper = new PdfPaper(document, maker.style(document))) {
                for (Piece piece : pieces) {
                    switch (piece) {
                        case Piece.Title title
                        when title.level() == 1 -> {
                            information.setTitle(title.text());
                            paper.title(title.text());
                        }
                        case Piece.Title title -> paper.heading(title.level(), title.text());
                        case Piece.Words words -> paper.paragraph(words.text());
                        case Piece.Table table -> paper.table(table.rows());
                    }
                }
            }
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    static byte[] docx(List<Piece> pieces) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            for (int level = 1; level <= 3; level++) {
                CTStyle style = CTStyle.Factory.newInstance();
                style.setStyleId("Heading" + level);
                style.addNewName().setVal("heading " + level);
                style.setType(STStyleType.PARAGRAPH);
                document.createStyles().addStyle(new XWPFStyle(style));
            }
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Title title -> {
                        XWPFParagraph heading = document.createParagraph();
                        heading.setStyle("Heading" + title.level());
                        heading.createRun().setText(title.text());
                        heading.getRuns().getFirst().setBold(true);
                        heading.getRuns().getFirst().setFontSize(20 - 4 * title.level());
                    }
                    case Piece.Words words ->
                        document.createParagraph().createRun().setText(words.text());
                    case Piece.Table table -> table(document, table.rows());
                }
            }
            return bytes(document);
        }
    }

    private static void table(XWPFDocument document, List<List<String>> rows) {
        XWPFTable table = document.createTable(rows.size(), rows.getFirst().size());
        for (int row = 0; row < rows.size(); row++) {
            for (int cell = 0; cell < rows.get(row).size(); cell++) {
                table.getRow(row).getCell(cell).setText(rows.get(row).get(cell));
            }
        }
    }

    static byte[] xlsx(List<Piece> pieces) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet sheet = null;
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Title title -> sheet = book.createSheet(title.text());
                    case Piece.Words words ->
                        throw new IllegalArgumentException("a sheet holds tables alone: " + words.text());
                    case Piece.Table table -> fill(sheet, table.rows());
                }
            }
            return bytes(book);
        }
    }

    private static void fill(XSSFSheet sheet, List<List<String>> rows) {
        for (int at = 0; at < rows.size(); at++) {
            Row row = sheet.createRow(at);
            for (int cell = 0; cell < rows.get(at).size(); cell++) {
                Cell target = row.createCell(cell);
                String value = rows.get(at).get(cell);
                if (value.matches("[0-9]+")) {
                    target.setCellValue(Long.parseLong(value));
                } else {
                    target.setCellValue(value);
                }
            }
        }
    }

    /** Returns a mail with one attachment. */
    static byte[] mail(String headers, String body, String attachmentName, byte[] attachment) {
        String base64 = Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(attachment);
        String mail = headers.strip() + """

                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="=_northlight_0873"

                --=_northlight_0873
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 8bit

                %s

                --=_northlight_0873
                Content-Type: application/pdf; name="%s"
                Content-Disposition: attachment; filename="%s"
                Content-Transfer-Encoding: base64

                %s
                --=_northlight_0873--
                """.formatted(body.strip(), attachmentName, attachmentName, base64);
        return mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(POIXMLDocument document) throws IOException {
        var properties = document.getProperties().getCoreProperties();
        properties.setCreated(Optional.of(Date.from(WRITTEN)));
        properties.setModified(Optional.of(Date.from(WRITTEN)));
        properties.setCreator("Northlight Instruments");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.write(bytes);
        return withoutClock(bytes.toByteArray());
    }

    /** Returns the same archive with one fixed time on every entry, so that two runs give equal bytes. */
    private static byte[] withoutClock(byte[] zip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(WRITTEN.atOffset(ZoneOffset.UTC).toLocalDateTime());
                out.putNextEntry(copy);
                in.transferTo(out);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
