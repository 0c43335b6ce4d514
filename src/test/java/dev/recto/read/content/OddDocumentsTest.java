package dev.recto.read.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents as people have them, each with one thing in it that is easily read wrong. */
class OddDocumentsTest {
    @TempDir
    Path folder;

    private final ContentReader reader = new ContentReader(
            LimitsConfig.DEFAULT,
            request -> new ReadOutcome.NotRead(ReadingProblem.UNSUPPORTED, "the PDF reader was asked"));

    private List<Part> parts(String name, byte[] bytes) throws Exception {
        Path file = Files.write(Files.createTempFile(folder, "in", ""), bytes);
        ReadOutcome outcome = reader.read(new ReadRequest(file, name, Files.createTempDirectory(folder, "scratch")));
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome).document().parts();
    }

    private static List<String> texts(Part part) {
        return part.blocks().stream()
                .map(block -> block.range().of(part.text()).replace('\t', '|'))
                .toList();
    }

    private static List<String> headers(Part part) {
        return part.blocks().stream()
                .map(Block::header)
                .map(header -> header == null ? "" : header.replace('\t', '|'))
                .toList();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(bytes);
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(UTF_8));
                }
            }
        });
    }

    @Test
    void docx_textDeletedUnderTrackedChanges_isNotRead() throws Exception {
        try (var word = new XWPFDocument()) {
            var paragraph = word.createParagraph();
            paragraph.createRun().setText("The fee is ");
            var deleted = paragraph.getCTP().addNewDel().addNewR();
            deleted.addNewDelText().setStringValue("900 euros");
            var inserted = paragraph.getCTP().addNewIns().addNewR();
            inserted.addNewT().setStringValue("1,150 euros");
            var moved = paragraph.getCTP().addNewMoveFrom().addNewR();
            moved.addNewT().setStringValue(" and not this");
            paragraph.createRun().setText(" per month.");

            Part part = parts("fees.docx", written(word::write)).getFirst();

            assertThat(part.text()).isEqualTo("The fee is 1,150 euros per month.");
        }
    }

    @Test
    void mail_ofOnePart_beginsWithItsHead() throws Exception {
        byte[] mail = """
                From: Han <han@example.org>
                Subject: Gate
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                The gate opens at seven.
                """.replace("\n", "\r\n").getBytes(UTF_8);

        List<Part> parts = parts("gate.eml", mail);

        assertThat(parts).extracting(Part::kind).containsExactly(PartKind.MAIL);
        assertThat(texts(parts.getFirst()))
                .containsExactly("Gate", "From: Han <han@example.org>", "The gate opens at seven.");
    }

    @Test
    void mailbox_mails_areNamedBySubject() throws Exception {
        byte[] box = """
                From a@example.org Mon Mar  4 10:00:00 2024
                From: a@example.org
                Subject: Apples and =?gb2312?B?zbfM4Q==?=
                Date: Mon, 4 Mar 2024 10:00:00 +0000

                The first letter speaks of apples.

                From x@example.org Tue Mar  5 10:00:00 2024
                From: x@example.org
                Date: Tue, 5 Mar 2024 10:00:00 +0000

                The second letter speaks of pears.

                """.getBytes(UTF_8);
        Path file = Files.write(folder.resolve("box"), box);

        var read = (ReadOutcome.Read)
                reader.read(new ReadRequest(file, "box.mbox", Files.createTempDirectory(folder, "scratch")));

        assertThat(read.children())
                .extracting(ReadOutcome.Child::name)
                .containsExactly("Apples and 头提.eml", "message.eml");
    }

    @Test
    void mail_quotedReplies_areParagraphsWithOneMark() throws Exception {
        byte[] mail = """
                From: Han <han@example.org>
                Subject: Plant

                We agree.
                Bob wrote:
                > Could you raise the budget for the new
                > heating plant? We need it by June.
                >
                > Thanks.
                >> It was bought
                > > in 2001.
                Yes, we can.
                """.replace("\n", "\r\n").getBytes(UTF_8);

        List<String> texts = texts(parts("plant.eml", mail).getFirst());

        assertThat(texts.subList(2, texts.size()))
                .containsExactly(
                        "We agree.\nBob wrote:",
                        "> Could you raise the budget for the new\nheating plant? We need it by June.",
                        "> Thanks.",
                        ">> It was bought\nin 2001.",
                        "Yes, we can.");
    }

    @Test
    void mail_inSevenBitJapanese_isDecoded() throws Exception {
        String body = "会議は水曜日の午後二時から開きます。";
        byte[] mail = written(out -> {
            out.write("From: a@example.jp\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n".getBytes(UTF_8));
            out.write(body.getBytes(Charset.forName("ISO-2022-JP")));
        });

        assertThat(parts("m.eml", mail).getFirst().text()).contains(body);
    }

    @Test
    void epub_elementsThatCloseThemselves_doNotSwallowTheChapter() throws Exception {
        String chapter = """
                <?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><style/></head>
                <body><p>The harbour froze in 1893.</p><script src="a.js"/><p>Ships waited for nine weeks.</p></body></html>""";
        byte[] book = zip(Map.of(
                "mimetype",
                "application/epub+zip",
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>",
                "b.opf",
                "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
                "a.xhtml",
                chapter));

        assertThat(texts(parts("b.epub", book).getFirst()))
                .containsExactly("The harbour froze in 1893.", "Ships waited for nine weeks.");
        assertThat(texts(parts("a.xhtml", chapter.getBytes(UTF_8)).getFirst()))
                .containsExactly("The harbour froze in 1893.", "Ships waited for nine weeks.");
    }

    @Test
    void html_cellOverSeveralRows_standsInEachOfThem() throws Exception {
        byte[] page = """
                <table><tr><th>Region</th><th>Quarter</th><th>Sales</th></tr>
                <tr><td rowspan="2">North</td><td>Q1</td><td>10</td></tr><tr><td>Q2</td><td>20</td></tr>
                <tr><td>South</td><td>Q1</td><td rowspan=2>30</td></tr><tr><td colspan=2>all</td></tr></table>
                """.getBytes(UTF_8);

        Part part = parts("t.html", page).getFirst();

        assertThat(texts(part))
                .containsExactly("Region|Quarter|Sales", "North|Q1|10", "North|Q2|20", "South|Q1|30", "all||30");
    }

    @Test
    void html_pronunciationAboveWords_isLeftOut() throws Exception {
        byte[] page = "<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>规定如下。</p>".getBytes(UTF_8);
        assertThat(parts("r.html", page).getFirst().text()).isEqualTo("漢字规定如下。");
    }

    @Test
    void odt_textFrameInAParagraph_doesNotCutItsSentence() throws Exception {
        byte[] bytes = zip(Map.of(
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                "<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                        + " xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:d='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'>"
                        + "<o:body><o:text><t:p>Before the frame <d:frame><d:text-box><t:p>Pets are allowed.</t:p></d:text-box></d:frame>"
                        + "the sentence ends.</t:p></o:text></o:body></o:document-content>"));

        assertThat(texts(parts("f.odt", bytes).getFirst()))
                .containsExactly("Pets are allowed.", "Before the frame the sentence ends.");
    }

    @Test
    void xlsx_dates_areWrittenWithYearMonthAndDayInOrder() throws Exception {
        try (var book = new XSSFWorkbook()) {
            var row = book.createSheet("S").createRow(0);
            int column = 0;
            for (int format : new int[] {14, 22, 31, 57}) {
                var style = book.createCellStyle();
                style.setDataFormat(format);
                var cell = row.createCell(column++);
                cell.setCellValue(45356.5); // noon of 5 March 2024
                cell.setCellStyle(style);
            }

            assertThat(texts(parts("d.xlsx", written(book::write)).getFirst()))
                    .containsExactly("2024-03-05|2024-03-05 12:00|2024年3月5日|2024年3月");
        }
    }

    @Test
    void xlsx_datesCountedFrom1904_areNotFourYearsOff() throws Exception {
        try (var book = new XSSFWorkbook()) {
            book.getCTWorkbook().getWorkbookPr().setDate1904(true);
            var style = book.createCellStyle();
            style.setDataFormat(14);
            var cell = book.createSheet("S").createRow(0).createCell(0);
            cell.setCellValue(45356 - 1462);
            cell.setCellStyle(style);

            assertThat(texts(parts("d.xlsx", written(book::write)).getFirst())).containsExactly("2024-03-05");
        }
    }

    @Test
    void xlsx_pronunciationKeptWithACell_isLeftOut() throws Exception {
        try (var book = new XSSFWorkbook()) {
            var text = new org.apache.poi.xssf.usermodel.XSSFRichTextString("東京");
            var phonetic = text.getCTRst().addNewRPh();
            phonetic.setT("トウキョウ");
            phonetic.setEb(2);
            book.createSheet("S").createRow(0).createCell(0).setCellValue(text);

            assertThat(texts(parts("p.xlsx", written(book::write)).getFirst())).containsExactly("東京");
        }
    }

    @Test
    void table_underYears_hasThemAsItsHeader() throws Exception {
        byte[] csv = "项目,2022年,2023年\n营业收入,1134,1230\n净利润,98,105\n".getBytes(UTF_8);
        assertThat(headers(parts("y.csv", csv).getFirst())).containsExactly("", "项目|2022年|2023年", "项目|2022年|2023年");
        byte[] page =
                "<table><tr><td></td><td>2022</td><td>2023</td></tr><tr><td>Rent</td><td>100</td><td>110</td></tr></table>"
                        .getBytes(UTF_8);
        assertThat(headers(parts("y.html", page).getFirst())).containsExactly("", "2022|2023");
    }

    @Test
    void table_whoseFirstRowHasOneYear_hasNoHeader() throws Exception {
        byte[] csv = "Acme,1998,12\nBest,2004,7\n".getBytes(UTF_8);
        assertThat(headers(parts("n.csv", csv).getFirst())).containsExactly("", "");
    }

    @Test
    void table_ofThousandsOfColumns_hasAHeaderOfWholeCellsWithinBounds() throws Exception {
        String head =
                IntStream.range(0, 3_000).mapToObj(i -> "Column" + i + "x").collect(Collectors.joining(","));
        byte[] csv = (head + "\n" + ",1".repeat(2_999) + "\n").getBytes(UTF_8);

        String header = headers(parts("w.csv", csv).getFirst()).getLast();

        assertThat(header)
                .hasSizeBetween(1_900, 2_000)
                .startsWith("Column0x|Column1x|")
                .endsWith("x");
    }

    @Test
    void csv_lineThatNamesItsDelimiter_isNoRow() throws Exception {
        byte[] csv = "sep=|\r\nName|Sum\r\nMüller, A|1.234,56\r\n".getBytes(UTF_8);

        Part part = parts("s.csv", csv).getFirst();

        assertThat(texts(part)).containsExactly("Name|Sum", "Müller, A|1.234,56");
        assertThat(part.blocks()).extracting(Block::label).containsExactly("A1:B1", "A2:B2");
    }

    @Test
    void text_sentenceThatBeginsLikeAChapter_isNoHeading() throws Exception {
        byte[] text = "Chapter 1\n\nSection 12 applies to all tenants.\n\n第一章 总则\n\n第二节课我们学习历史。\n\nPART II.\n"
                .getBytes(UTF_8);

        assertThat(parts("c.txt", text).getFirst().blocks())
                .extracting(block -> block.kind().name())
                .containsExactly("HEADING", "PARAGRAPH", "HEADING", "PARAGRAPH", "HEADING");
    }
}
