package dev.recto.read.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentReaderTest {
    @TempDir
    Path folder;

    private final ContentReader reader = new ContentReader(
            LimitsConfig.DEFAULT,
            request -> new ReadOutcome.NotRead(ReadingProblem.UNSUPPORTED, "the PDF reader was asked"));

    private ReadOutcome outcome(Path file, String name) throws Exception {
        return reader.read(new ReadRequest(file, name, Files.createTempDirectory(folder, "scratch")));
    }

    private ReadOutcome outcome(String name, byte[] bytes) throws Exception {
        return outcome(Files.write(Files.createTempFile(folder, "in", ""), bytes), name);
    }

    private SourceDocument read(String name, byte[] bytes) throws Exception {
        return whole(outcome(name, bytes)).document();
    }

    private static ReadOutcome.Read whole(ReadOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return (ReadOutcome.Read) outcome;
    }

    private static ReadingProblem problem(ReadOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReadOutcome.NotRead.class);
        return ((ReadOutcome.NotRead) outcome).problem();
    }

    private static List<String> blocks(Part part) {
        return part.blocks().stream()
                .map(block -> block.kind() + (block.level() > 0 ? " " + block.level() : "") + ": "
                        + block.range().of(part.text()))
                .toList();
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        writing.to(bytes);
        return bytes.toByteArray();
    }

    @Test
    void docx_headingsListsTablesAndNotes_keepTheirStructure() throws Exception {
        try (var word = new XWPFDocument()) {
            var styles = word.createStyles();
            var style = org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle.Factory.newInstance();
            style.setStyleId("Heading1");
            style.addNewName().setVal("heading 1");
            styles.addStyle(new org.apache.poi.xwpf.usermodel.XWPFStyle(style));
            var heading = word.createParagraph();
            heading.setStyle("Heading1");
            heading.createRun().setText("第一条 租期");
            var body = word.createParagraph();
            body.createRun().setText("The term is three\u200B years.");
            XWPFTable table = word.createTable(2, 2);
            table.getRow(0).getCell(0).setText("房间");
            table.getRow(0).getCell(1).setText("Rent");
            table.getRow(1).getCell(0).setText("A1");
            table.getRow(1).getCell(1).setText("1200");
            word.getProperties().getCoreProperties().setTitle("租约 Lease");
            word.getProperties().getCoreProperties().setCreator("李雷");

            SourceDocument document = read("lease.pdf", written(word::write));

            assertThat(document.mediaType()).contains("wordprocessingml");
            assertThat(document.title()).isEqualTo("租约 Lease");
            assertThat(document.properties()).containsEntry("author", "李雷").containsKey("created");
            assertThat(blocks(document.parts().getFirst()))
                    .containsExactly(
                            "HEADING 1: 第一条 租期",
                            "PARAGRAPH: The term is three years.",
                            "TABLE_ROW: 房间\tRent",
                            "TABLE_ROW: A1\t1200");
            assertThat(document.parts().getFirst().blocks().get(3).header()).isEqualTo("房间\tRent");
        }
    }

    private static void fill(Workbook book) {
        var sheet = book.createSheet("价目 2024");
        sheet.createRow(0).createCell(0).setCellValue("Prices of all rooms");
        var header = sheet.createRow(2);
        header.createCell(1).setCellValue("房间");
        header.createCell(2).setCellValue("Rent");
        header.createCell(3).setCellValue("Total");
        var row = sheet.createRow(3);
        row.createCell(1).setCellValue("A1");
        row.createCell(2).setCellValue(1200.5);
        row.createCell(3).setCellFormula("C4*2");
        var money = book.createCellStyle();
        money.setDataFormat(book.createDataFormat().getFormat("#,##0.00"));
        row.getCell(2).setCellStyle(money);
        book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        book.createSheet("Second").createRow(0).createCell(0).setCellValue("only");
    }

    private static void isPriceList(SourceDocument document) {
        assertThat(document.parts()).extracting(Part::kind).containsExactly(PartKind.SHEET, PartKind.SHEET);
        assertThat(document.parts()).extracting(Part::label).containsExactly("价目 2024", "Second");
        Part sheet = document.parts().getFirst();
        assertThat(blocks(sheet))
                .containsExactly(
                        "TABLE_ROW: Prices of all rooms",
                        "TABLE_ROW: 房间\tRent\tTotal",
                        "TABLE_ROW: A1\t1,200.50\t2401");
        assertThat(sheet.blocks()).extracting(Block::label).containsExactly("A1", "B3:D3", "B4:D4");
        assertThat(sheet.blocks().getLast().header()).isEqualTo("房间\tRent\tTotal");
    }

    @Test
    void xlsx_sheets_becomePartsWithCellRanges() throws Exception {
        try (var book = new XSSFWorkbook()) {
            fill(book);
            isPriceList(read("a.xlsx", written(book::write)));
        }
    }

    @Test
    void xls_sheets_becomePartsWithCellRanges() throws Exception {
        try (var book = new HSSFWorkbook()) {
            fill(book);
            isPriceList(read("a.xls", written(book::write)));
        }
    }

    @Test
    void xls_withPassword_isEncrypted() throws Exception {
        try (var book = new HSSFWorkbook()) {
            fill(book);
            Biff8EncryptionKey.setCurrentUserPassword("secret");
            byte[] bytes = written(book::write);
            Biff8EncryptionKey.setCurrentUserPassword(null);
            assertThat(problem(outcome("a.xls", bytes))).isEqualTo(ReadingProblem.ENCRYPTED);
        }
    }

    @Test
    void pptx_slides_becomePartsWithTitleAndNotes() throws Exception {
        try (var show = new XMLSlideShow()) {
            for (String words : List.of("Lease terms|Three years", "押金|两个月租金")) {
                var slide = show.createSlide();
                for (String line : words.split("\\|")) {
                    slide.createTextBox().setText(line);
                }
            }
            var notes = show.getNotesSlide(show.getSlides().getFirst());
            notes.getTextParagraphs().getFirst().getFirst();
            notes.createTextBox().setText("Say it slowly");
            SourceDocument document = read("a.pptx", written(show::write));
            assertThat(document.parts()).extracting(Part::kind).containsExactly(PartKind.SLIDE, PartKind.SLIDE);
            assertThat(blocks(document.parts().getFirst()))
                    .startsWith("HEADING 1: Lease terms", "PARAGRAPH: Three years")
                    .contains("PARAGRAPH: Say it slowly");
            assertThat(blocks(document.parts().get(1))).containsExactly("HEADING 1: 押金", "PARAGRAPH: 两个月租金");
        }
    }

    @Test
    void ppt_slides_becomeParts() throws Exception {
        try (var show = new HSLFSlideShow()) {
            show.createSlide().addTitle().setText("租约 Lease");
            show.createSlide().addTitle().setText("Second");
            SourceDocument document = read("a.ppt", written(show::write));
            assertThat(document.parts()).extracting(Part::kind).containsExactly(PartKind.SLIDE, PartKind.SLIDE);
            assertThat(document.parts().getFirst().text()).isEqualTo("租约 Lease");
        }
    }

    @Test
    void html_page_losesItsBoilerplateAndKeepsItsStructure() throws Exception {
        String page = """
                <!DOCTYPE html><html lang="zh-CN"><head><meta charset="gbk"><title>租赁指南</title><script>var x = "BAD"</script></head>
                <body><header>BAD logo</header><nav><a href=/>BAD home</a></nav>
                <div class="sidebar"><a href=/>BAD links</a></div>
                <article><header><h1>租赁指南</h1></header><p>租金每月
                支付。Pay <b>monthly</b>.</p><ul><li>One<ul><li>Two</li></ul></li></ul>
                <table><thead><tr><th>房间</th><th>Rent</th></tr></thead><tbody><tr><td>A1</td><td>1200</td></tr></tbody></table>
                <p style="display: none">BAD hidden</p></article>
                <footer>BAD footer</footer></body></html>
                """;
        SourceDocument document = read("x.txt", page.getBytes(Charset.forName("GBK")));

        assertThat(document.title()).isEqualTo("租赁指南");
        assertThat(document.properties()).containsEntry("language", "zh-CN");
        assertThat(blocks(document.parts().getFirst()))
                .containsExactly(
                        "HEADING 1: 租赁指南",
                        "PARAGRAPH: 租金每月\n支付。Pay monthly.",
                        "LIST_ITEM 1: One",
                        "LIST_ITEM 2: Two",
                        "TABLE_ROW: 房间\tRent",
                        "TABLE_ROW: A1\t1200");
    }

    @Test
    void epub_spine_givesChaptersInOrder() throws Exception {
        var entries = new LinkedHashMap<String, String>();
        entries.put("mimetype", "application/epub+zip");
        entries.put(
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path=\"OPS/b.opf\"/></rootfiles></container>");
        entries.put(
                "OPS/b.opf",
                "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>书</dc:title><dc:creator>Li</dc:creator>"
                        + "<dc:language>zh</dc:language></metadata><manifest><item id=\"a\" href=\"a%20b.xhtml\"/><item id=\"c\" href=\"c.xhtml\"/>"
                        + "</manifest><spine><itemref idref=\"c\"/><itemref idref=\"a\"/></spine></package>");
        entries.put("OPS/a b.xhtml", "<html><body><h1>Second</h1><p>two</p></body></html>");
        entries.put("OPS/c.xhtml", "<html><body><h1>第一章</h1><p>one</p></body></html>");
        SourceDocument book = read("b.epub", zip(entries));
        assertThat(book.title()).isEqualTo("书");
        assertThat(book.parts()).extracting(Part::label).containsExactly("第一章", "Second");
        assertThat(book.parts()).extracting(Part::kind).containsOnly(PartKind.CHAPTER);
    }

    private static byte[] openDocument(String type, String body) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        entries.put("mimetype", "application/vnd.oasis.opendocument." + type);
        String namespaces = " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
                + " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'";
        entries.put(
                "content.xml",
                "<office:document-content" + namespaces + "><office:body>" + body
                        + "</office:body></office:document-content>");
        return zip(entries);
    }

    @Test
    void odt_headingsListsAndNotes_keepTheirStructure() throws Exception {
        byte[] bytes = openDocument(
                "text",
                "<office:text><text:h text:outline-level='2'>标题</text:h><text:p>Rent<text:note><text:note-citation>1</text:note-citation>"
                        + "<text:note-body><text:p>in CNY</text:p></text:note-body></text:note> is<text:s text:c='2'/>due.</text:p>"
                        + "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list></office:text>");
        assertThat(blocks(read("a.odt", bytes).parts().getFirst()))
                .containsExactly("HEADING 2: 标题", "PARAGRAPH: Rent is due.", "FOOTNOTE: in CNY", "LIST_ITEM 1: item");
    }

    @Test
    void ods_repeatedRowsAndCells_keepTheirPlaces() throws Exception {
        String cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>";
        byte[] bytes = openDocument(
                "spreadsheet",
                "<office:spreadsheet><table:table table:name='价目'><table:table-row table:number-rows-repeated='3'>"
                        + "<table:table-cell table:number-columns-repeated='1024'/></table:table-row><table:table-row>"
                        + "<table:table-cell table:number-columns-repeated='2'/>" + cell.formatted("房间")
                        + cell.formatted("Rent")
                        + "</table:table-row><table:table-row><table:table-cell/><table:table-cell/>"
                        + cell.formatted("A1")
                        + "<table:table-cell table:number-columns-repeated='2'><text:p>7</text:p></table:table-cell></table:table-row>"
                        + "</table:table></office:spreadsheet>");
        Part sheet = read("a.ods", bytes).parts().getFirst();
        assertThat(sheet.label()).isEqualTo("价目");
        assertThat(sheet.blocks()).extracting(Block::label).containsExactly("C4:D4", "C5:E5");
        assertThat(blocks(sheet)).containsExactly("TABLE_ROW: 房间\tRent", "TABLE_ROW: A1\t7\t7");
    }

    @Test
    void odp_pages_becomeSlides() throws Exception {
        byte[] bytes = openDocument(
                "presentation",
                "<office:presentation><draw:page><draw:frame><text:p>Title</text:p></draw:frame><text:p>正文</text:p></draw:page>"
                        + "<draw:page><text:p>Second</text:p></draw:page></office:presentation>");
        SourceDocument document = read("a.odp", bytes);
        assertThat(document.parts()).extracting(Part::kind).containsExactly(PartKind.SLIDE, PartKind.SLIDE);
        assertThat(blocks(document.parts().getFirst())).containsExactly("HEADING 1: Title", "PARAGRAPH: 正文");
    }

    @Test
    void mail_withAttachments_isAPartAndChildren() throws Exception {
        String mail = """
                From: Han Meimei <han@example.org>
                To: Li Lei <li@example.org>
                Subject: =?UTF-8?B?56ef57qm?= lease
                Date: Mon, 4 Mar 2024 10:00:00 +0800
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain; charset=utf-8

                请查收附件。The lease is attached.

                --x
                Content-Type: text/plain; name="../../evil.txt"
                Content-Disposition: attachment; filename="../../evil.txt"

                attached words
                --x--
                """;
        ReadOutcome.Read read =
                whole(outcome("m.eml", mail.replace("\n", "\r\n").getBytes(UTF_8)));
        Part part = read.document().parts().getFirst();
        assertThat(part.kind()).isEqualTo(PartKind.MAIL);
        assertThat(blocks(part))
                .containsExactly(
                        "HEADING 1: 租约 lease",
                        "PARAGRAPH: From: Han Meimei <han@example.org>\nTo: Li Lei <li@example.org>\nDate: 2024-03-04T02:00:00Z",
                        "PARAGRAPH: 请查收附件。The lease is attached.");
        assertThat(read.document().title()).isEqualTo("租约 lease");
        assertThat(read.children()).hasSize(1);
        assertThat(read.children().getFirst().name()).doesNotContain("..");
        assertThat(read.children().getFirst().file()).hasContent("attached words");
    }

    @Test
    void security10_zipWithHostileNames_areOnlyShownAndReported() throws Exception {
        var entries = new LinkedHashMap<String, String>();
        entries.put("../../outside.txt", "a");
        entries.put("/absolute.txt", "b");
        entries.put("folder\\..\\c\u0000.txt", "c");
        entries.put("合同/ok.txt", "d");
        Path file = Files.write(folder.resolve("in.zip"), zip(entries));
        Path scratch = Files.createDirectories(folder.resolve("deep/scratch"));
        ReadOutcome.Read read = whole(reader.read(new ReadRequest(file, "in.zip", scratch)));

        assertThat(read.children())
                .extracting(ReadOutcome.Child::name)
                .containsExactly("outside.txt", "absolute.txt", "folder/c.txt", "合同/ok.txt");
        assertThat(read.children()).allMatch(child -> child.file().getParent().equals(scratch));
        assertThat(read.gap()).contains("outside.txt");
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(5);
        }
    }

    @Test
    void security10_linksInTar_areLeftOutAndReported() throws Exception {
        byte[] bytes = written(out -> {
            try (var tar = new TarArchiveOutputStream(out)) {
                var link = new TarArchiveEntry("link.txt", TarConstants.LF_SYMLINK);
                link.setLinkName("/etc/passwd");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
                var file = new TarArchiveEntry("a.txt");
                file.setSize(1);
                tar.putArchiveEntry(file);
                tar.write('a');
                tar.closeArchiveEntry();
            }
        });
        ReadOutcome.Read read = whole(outcome("a.tar", bytes));
        assertThat(read.children()).extracting(ReadOutcome.Child::name).containsExactly("a.txt");
        assertThat(read.gap()).contains("link.txt");
    }

    @Test
    void archive_pastItsLimits_isTakenInPart() throws Exception {
        var entries = new LinkedHashMap<String, String>();
        for (int i = 0; i < 5; i++) {
            entries.put(i + ".txt", "ten bytes!");
        }
        var limits = new LimitsConfig(1 << 20, 10, 256, 1000, 10, 3, 25, 2, 100);
        var small = new ContentReader(limits, request -> new ReadOutcome.NotRead(ReadingProblem.UNSUPPORTED, "no PDF"));
        Path file = Files.write(folder.resolve("in.zip"), zip(entries));
        ReadOutcome.Read read =
                whole(small.read(new ReadRequest(file, "in.zip", Files.createDirectories(folder.resolve("s")))));
        assertThat(read.children()).hasSize(2);
        assertThat(read.gap()).isNotNull();
    }

    @Test
    void security12_entitiesInOfficeXml_neverShowTheCanary() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "CANARY");
        String type = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>";
        var entries = new LinkedHashMap<String, String>();
        entries.put("mimetype", "application/vnd.oasis.opendocument.text");
        entries.put("content.xml", type + "<a xmlns:text='t'><text:p>&x; words</text:p></a>");
        var files = new ArrayList<>(List.of(outcome("a.odt", zip(entries))));
        files.add(outcome("a.xml", (type + "<r>&x; words</r>").getBytes(UTF_8)));
        files.add(outcome(
                "a.svg",
                (type + "<svg xmlns='http://www.w3.org/2000/svg'><text>&x; words</text></svg>").getBytes(UTF_8)));
        files.add(outcome("a.html", (type + "<html><body>&x; words</body></html>").getBytes(UTF_8)));
        assertThat(files)
                .anyMatch(outcome -> outcome.toString().contains("words"))
                .allMatch(outcome -> !outcome.toString().contains("CANARY"));
    }

    @Test
    void types_areToldByContentAndOnlyTextByName() throws Exception {
        assertThat(problem(outcome("x.txt", "%PDF-1.7\n%âãÏÓ\n1 0 obj".getBytes(UTF_8))))
                .isEqualTo(ReadingProblem.UNSUPPORTED);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        assertThat(problem(outcome("x.docx", png))).isEqualTo(ReadingProblem.UNSUPPORTED);
        assertThat(problem(outcome("x.txt", new byte[0]))).isEqualTo(ReadingProblem.NO_TEXT);
        assertThat(problem(outcome("x.txt", " \n\t ".getBytes(UTF_8)))).isEqualTo(ReadingProblem.NO_TEXT);
        Map<String, BlockKind> kinds = Map.of(
                "a.java", BlockKind.CODE,
                "a.py", BlockKind.CODE,
                "a.yaml", BlockKind.CODE,
                "a.csv", BlockKind.TABLE_ROW,
                "a.md", BlockKind.HEADING,
                "租约.txt", BlockKind.PARAGRAPH);
        for (Map.Entry<String, BlockKind> kind : kinds.entrySet()) {
            byte[] bytes = "# 名, a\nx, 1\ny, 2\n".getBytes(UTF_8);
            assertThat(read(kind.getKey(), bytes)
                            .parts()
                            .getFirst()
                            .blocks()
                            .getFirst()
                            .kind())
                    .as(kind.getKey())
                    .isEqualTo(kind.getValue());
        }
        assertThat(blocks(
                        read("a.json", "{\"a\": \"租\"}".getBytes(UTF_8)).parts().getFirst()))
                .containsExactly("PARAGRAPH: a: 租");
    }

    @Test
    void rtf_text_isRead() throws Exception {
        String rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard\\f0 Lease \\u31199?\\u32422?\\par\nSecond\\par\n}";
        assertThat(read("a.rtf", rtf.getBytes(UTF_8)).parts().getFirst().text())
                .contains("Lease 租约")
                .contains("Second");
    }

    private static Map<String, String> book(String encrypted) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("mimetype", "application/epub+zip");
        entries.put(
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path=\"OPS/b.opf\"/></rootfiles></container>");
        entries.put(
                "META-INF/encryption.xml",
                "<encryption xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptedData><enc:CipherData>"
                        + "<enc:CipherReference URI=\"" + encrypted
                        + "\"/></enc:CipherData></enc:EncryptedData></encryption>");
        entries.put(
                "OPS/b.opf",
                "<package><manifest><item id=\"a\" href=\"100%.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>");
        entries.put("OPS/100%.xhtml", "<html><body><h1>One</h1><p>words</p></body></html>");
        return entries;
    }

    @Test
    void epub_encryptedChapters_areReportedAndFontsDoNotMatter() throws Exception {
        assertThat(problem(outcome("b.epub", zip(book("OPS/100%.xhtml"))))).isEqualTo(ReadingProblem.ENCRYPTED);
        assertThat(blocks(read("b.epub", zip(book("OPS/font.otf"))).parts().getFirst()))
                .containsExactly("HEADING 1: One", "PARAGRAPH: words");
    }

    @Test
    void odt_damagedFacts_doNotLoseItsText() throws Exception {
        byte[] whole = openDocument("text", "<office:text><text:p>Rent is due.</text:p></office:text>");
        var entries = new LinkedHashMap<String, String>();
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(whole))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        entries.put("meta.xml", "<office:document-meta><dc:title>cut");
        ReadOutcome.Read read = whole(outcome("a.odt", zip(entries)));
        assertThat(read.document().parts().getFirst().text()).isEqualTo("Rent is due.");
        assertThat(read.gap()).contains("title");
    }

    @Test
    void security10_linksInCpioAnd7z_areLeftOutAndReported() throws Exception {
        byte[] target = "/etc/passwd".getBytes(UTF_8);
        byte[] bytes = written(out -> {
            try (var cpio = new CpioArchiveOutputStream(out)) {
                var link = new CpioArchiveEntry("link.txt", target.length);
                link.setMode(CpioConstants.C_ISLNK | 0777);
                cpio.putArchiveEntry(link);
                cpio.write(target);
                cpio.closeArchiveEntry();
                cpio.putArchiveEntry(new CpioArchiveEntry("a.txt", 1));
                cpio.write('a');
                cpio.closeArchiveEntry();
            }
        });
        Path file = folder.resolve("a.7z");
        try (var seven = new SevenZOutputFile(file.toFile())) {
            var link = new SevenZArchiveEntry();
            link.setName("link.txt");
            link.setHasWindowsAttributes(true);
            link.setWindowsAttributes(0x8000 | 0120777 << 16);
            seven.putArchiveEntry(link);
            seven.write(target);
            seven.closeArchiveEntry();
            var plain = new SevenZArchiveEntry();
            plain.setName("a.txt");
            seven.putArchiveEntry(plain);
            seven.write('a');
            seven.closeArchiveEntry();
        }
        for (ReadOutcome outcome : List.of(outcome("a.cpio", bytes), outcome(file, "a.7z"))) {
            ReadOutcome.Read read = whole(outcome);
            assertThat(read.children()).extracting(ReadOutcome.Child::name).containsExactly("a.txt");
            assertThat(read.gap()).contains("link.txt");
        }
    }
}
