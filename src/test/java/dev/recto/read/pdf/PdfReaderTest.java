package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Box;
import dev.recto.document.Part;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import dev.recto.read.ReadOutcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDPageLabelRange;
import org.apache.pdfbox.pdmodel.common.PDPageLabels;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfReaderTest {
    @TempDir
    Path folder;

    @Test
    void read_twoColumnsUnderATitle_readsTitleThenLeftColumnThenRight() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("B", 18, 120, 740, "On the reading order of printed columns");
            for (int i = 0; i < 12; i++) {
                pdf.text("F", 10, 72, 700 - 12 * i, "left line " + word(i) + " runs on for some more words");
                pdf.text("F", 10, 320, 694 - 12 * i, "right line " + word(i) + " runs on for some more words");
            }
            String text = pdf.part(folder).text();
            assertThat(text).startsWith("On the reading order of printed columns\n\nleft line alpha");
            assertThat(text.indexOf("left line mike")).isLessThan(text.indexOf("right line alpha"));
            assertThat(text).contains("more words left line bravo").contains("more words right line mike");
        }
    }

    private static String word(int i) {
        return List.of(
                        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "kilo",
                        "lima", "mike")
                .get(i);
    }

    @Test
    void read_wordsDrawnAnywhere_boxesAreWhereTheyWereDrawn() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.current().setCropBox(new PDRectangle(50, 40, 500, 700));
            pdf.text("F", 10, 150, 600, "Hello boxes");
            Part part = pdf.part(folder);
            Box box = only(part, "boxes");
            // Helvetica: "Hello " is 2.5 em less a little (722+556+222+222+556+278 = 2556 units)
            assertThat(box.x()).isCloseTo(150 - 50 + 25.56, within(0.05));
            assertThat(box.width()).isCloseTo(26.68, within(0.1));
            double baseline = 40 + 700 - 600;
            assertThat(box.y()).isLessThan(baseline - 7);
            assertThat(box.y() + box.height()).isBetween(baseline + 2, baseline + 4);
            assertThat(part.width()).isEqualTo(500);
            assertThat(part.height()).isEqualTo(700);
        }
    }

    private static Box only(Part part, String word) {
        int at = part.text().indexOf(word);
        assertThat(at).as("“%s” in “%s”", word, part.text()).isNotNegative();
        List<Box> boxes = part.layout().boxes(new TextRange(at, at + word.length()));
        assertThat(boxes).hasSize(1);
        return boxes.getFirst();
    }

    @Test
    void read_pageTurnedBy90_boxesAreAsDisplayed() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.current().setRotation(90);
            // text written upwards on the sheet stands upright once the page is turned clockwise
            pdf.raw("BT /F 10 Tf 0 1 -1 0 200 100 Tm (Turned words) Tj ET\n");
            Part part = pdf.part(folder);
            assertThat(part.text()).isEqualTo("Turned words");
            assertThat(part.width()).isEqualTo(792);
            Box box = only(part, "Turned");
            assertThat(box.x()).isCloseTo(100, within(0.01));
            assertThat(box.y()).isBetween(188.0, 193.0);
            assertThat(box.width()).isGreaterThan(2 * box.height());
        }
    }

    @Test
    void read_textTurnedOnAnUprightPage_hasUprightBoxes() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 100, 700, "An upright line stands here");
            pdf.raw("BT /F 10 Tf 0 1 -1 0 50 300 Tm (margin note) Tj ET\n");
            Part part = pdf.part(folder);
            assertThat(part.text()).isEqualTo("An upright line stands here\n\nmargin note");
            Box box = only(part, "note");
            assertThat(box.height()).isGreaterThan(box.width());
            assertThat(box.x()).isBetween(38.0, 43.0);
            assertThat(box.y() + box.height()).isLessThan(792 - 300);
        }
    }

    @Test
    void read_hyphenAtLineEnd_joinsTheWordAndKeepsBothBoxes() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 72, 700, "The archive keeps all the informa-");
            pdf.text("F", 10, 72, 688, "tion of the long-term project and its long-");
            pdf.text("F", 10, 72, 676, "term partners.");
            Part part = pdf.part(folder);
            assertThat(part.text())
                    .isEqualTo(
                            "The archive keeps all the information of the long-term project and its long-term partners.");
            int at = part.text().indexOf("information");
            List<Box> boxes = part.layout().boxes(new TextRange(at, at + 11));
            assertThat(boxes).hasSize(2);
            assertThat(boxes.get(1).x()).isCloseTo(72, within(0.01));
            assertThat(boxes.get(1).width()).isCloseTo(16.1, within(0.5));
        }
    }

    @Test
    void read_columnsOfFigures_areRowsWithTheirHeader() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 360, 712, "Years ended December 31,");
            pdf.text("F", 10, 370, 700, "2022").text("F", 10, 450, 700, "2021");
            row(pdf, 680, "Net sales", "12,345", "11,222");
            row(pdf, 666, "Cost of sales", "(7,001", "(6,543");
            row(pdf, 652, "Operating income", "5,344", "4,679");
            Part part = pdf.part(folder);
            List<Block> rows = kind(part, BlockKind.TABLE_ROW);
            assertThat(rows).hasSize(5);
            assertThat(texts(part, rows)).contains("Net sales\t$ 12,345\t$ 11,222");
            assertThat(rows.get(2).header())
                    .isEqualTo("\tYears ended December 31, 2022\tYears ended December 31, 2021");
        }
    }

    private static void row(TestPdf pdf, double y, String label, String first, String second) {
        pdf.text("F", 10, 72, y, label);
        pdf.text("F", 10, 350, y, "$").text("F", 10, 366, y, first);
        pdf.text("F", 10, 430, y, "$").text("F", 10, 446, y, second);
    }

    private static List<Block> kind(Part part, BlockKind kind) {
        return part.blocks().stream().filter(b -> b.kind() == kind).toList();
    }

    private static List<String> texts(Part part, List<Block> blocks) {
        return blocks.stream().map(b -> b.range().of(part.text())).toList();
    }

    @Test
    void read_headersFootersAndPageNumbers_areFurniture() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 1; i <= 5; i++) {
                pdf.page().text("F", 8, 72, 770, "Annual report of the society");
                pdf.text("F", 10, 72, 700, "Paragraph " + word(i) + " says what only this page says.");
                pdf.text("F", 8, 300, 30, String.valueOf(i));
            }
            for (Part part : pdf.document(folder).parts()) {
                assertThat(texts(part, kind(part, BlockKind.FURNITURE)))
                        .containsExactly("Annual report of the society", String.valueOf(part.number()));
                assertThat(texts(part, kind(part, BlockKind.PARAGRAPH)))
                        .containsExactly("Paragraph " + word(part.number()) + " says what only this page says.");
            }
        }
    }

    @Test
    void read_sameFormOnEveryPage_keepsItsFigures() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 1; i <= 3; i++) {
                pdf.page().text("F", 8, 72, 770, "Payslip 2024, sheet " + (6 + i) + " of 12");
                pdf.text("F", 10, 72, 740, "Gross pay: " + (4000 + 7 * i) + ".50 euros");
                pdf.text("F", 10, 72, 40, "Paid into account on " + (20 + 3 * i) + " May");
                pdf.text("F", 8, 300, 20, "Page " + i);
            }
            for (Part part : pdf.document(folder).parts()) {
                int i = part.number();
                assertThat(texts(part, kind(part, BlockKind.FURNITURE)))
                        .containsExactly("Payslip 2024, sheet " + (6 + i) + " of 12", "Page " + i);
                assertThat(texts(part, kind(part, BlockKind.PARAGRAPH)))
                        .containsExactly(
                                "Gross pay: " + (4000 + 7 * i) + ".50 euros",
                                "Paid into account on " + (20 + 3 * i) + " May");
            }
        }
    }

    @Test
    void read_charactersSetOneBelowAnother_areColumnsFromTheRight() throws Exception {
        try (var pdf = new TestPdf().page()) {
            String[] columns = {"本店创立于民国二十三年", "老板姓陈。每逢初一休息"};
            for (int column = 0; column < columns.length; column++) {
                for (int i = 0; i < columns[column].length(); i++) {
                    pdf.text("Z", 12, 500 - 18 * column, 700 - 12 * i, columns[column].substring(i, i + 1));
                }
            }
            Part part = pdf.part(folder);

            assertThat(part.text()).isEqualTo("本店创立于民国二十三年老板姓陈。每逢初一休息");
            Box box = only(part, "创立于");
            assertThat(box.height()).isCloseTo(36, within(0.1));
            assertThat(box.x() + box.width() / 2).isCloseTo(506, within(0.5));
            assertThat(box.y()).isCloseTo(792 - 700 + 24 - 0.88 * 12, within(0.5));
        }
    }

    @Test
    void read_cellsThatAlmostTouch_areCellsWhereOtherRowsShowThem() throws Exception {
        try (var pdf = new TestPdf().page()) {
            String[][] rows = {
                {"车型", "2023年", "2024年"}, {"小型车", "180", "200"}, {"中型车", "260", "280"}, {"大型车辆及其司机", "380", "400"}
            };
            double[] columns = {72, 158, 214};
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < columns.length; column++) {
                    pdf.text("Z", 10, columns[column], 700 - 18 * row, rows[row][column]);
                }
            }
            Part part = pdf.part(folder);

            assertThat(texts(part, kind(part, BlockKind.TABLE_ROW)))
                    .containsExactly("车型\t2023年\t2024年", "小型车\t180\t200", "中型车\t260\t280", "大型车辆及其司机\t380\t400");
            assertThat(kind(part, BlockKind.TABLE_ROW).getLast().header()).isEqualTo("车型\t2023年\t2024年");
        }
    }

    @Test
    void read_copiesOfOneShortPage_areText() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 0; i < 2; i++) {
                pdf.page().text("F", 10, 72, 700, "The gate opens at seven in the morning.");
                pdf.text("F", 10, 72, 660, "Please have your ticket ready.");
            }
            for (Part part : pdf.document(folder).parts()) {
                assertThat(texts(part, kind(part, BlockKind.PARAGRAPH)))
                        .containsExactly("The gate opens at seven in the morning.", "Please have your ticket ready.");
            }
        }
    }

    private static void tableRows(TestPdf pdf, int first, int last, double top) {
        for (int i = first; i <= last; i++) {
            double y = top - 18 * (i - first);
            pdf.text("F", 10, 72, y, "B" + (100 + i));
            pdf.text("F", 10, 172, y, "Article " + word(i % 6));
            pdf.text("F", 10, 300, y, String.valueOf(3 * i));
            pdf.text("F", 10, 400, y, i + ".50");
        }
    }

    private static void tableHead(TestPdf pdf, double y) {
        String[] heads = {"Bin", "Article", "Count", "Price"};
        double[] starts = {72, 172, 300, 400};
        for (int i = 0; i < heads.length; i++) {
            pdf.text("F", 10, starts[i], y, heads[i]);
        }
    }

    private static List<String> headersOfRows(Part part) {
        return kind(part, BlockKind.TABLE_ROW).stream()
                .filter(block -> block.range().of(part.text()).startsWith("B1"))
                .map(block -> String.valueOf(block.header()))
                .distinct()
                .toList();
    }

    @Test
    void read_tableWhoseHeaderRepeatsOnEveryPage_keepsItOverItsRows() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int page = 0; page < 3; page++) {
                pdf.page().text("F", 8, 72, 770, "Stock of the society");
                tableHead(pdf, 740);
                tableRows(pdf, 1 + 8 * page, 8 + 8 * page, 722);
            }
            for (Part part : pdf.document(folder).parts()) {
                assertThat(headersOfRows(part)).containsExactly("Bin\tArticle\tCount\tPrice");
                assertThat(kind(part, BlockKind.TABLE_ROW).getFirst().header()).isNull();
                assertThat(texts(part, kind(part, BlockKind.FURNITURE))).containsExactly("Stock of the society");
            }
        }
    }

    @Test
    void read_tableThatGoesOnWithoutItsHeader_keepsIt() throws Exception {
        try (var pdf = new TestPdf()) {
            tableHead(pdf.page(), 740);
            tableRows(pdf, 1, 8, 722);
            tableRows(pdf.page(), 9, 16, 740);
            tableRows(pdf.page(), 17, 19, 740);
            pdf.text("F", 10, 72, 600, "The count ended on the third of April, when the doors were closed.");
            for (int i = 0; i < 4; i++) {
                pdf.text("F", 10, 90, 540 - 18 * i, "Hall " + word(i));
                pdf.text("F", 10, 250, 540 - 18 * i, String.valueOf(7 * i + 5));
            }
            List<Part> parts = pdf.document(folder).parts();
            for (Part part : parts) {
                assertThat(headersOfRows(part)).containsExactly("Bin\tArticle\tCount\tPrice");
            }
            Block other = kind(parts.getLast(), BlockKind.TABLE_ROW).getLast();
            assertThat(other.header()).isNull();
        }
    }

    @Test
    void read_largerAndBoldLines_areHeadingsByRank() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 0; i < 4; i++) {
                pdf.page().text("B", 18, 72, 720, "Chapter about " + word(i));
                pdf.text("B", 10, 72, 690, "Section of " + word(i));
                for (int line = 0; line < 6; line++) {
                    pdf.text(
                            "F",
                            10,
                            72,
                            670 - 12 * line,
                            "Running text fills the page with many words of " + word(i + line) + " and others.");
                }
            }
            Part part = pdf.document(folder).parts().get(1);
            List<Block> headings = kind(part, BlockKind.HEADING);
            assertThat(texts(part, headings)).containsExactly("Chapter about bravo", "Section of bravo");
            assertThat(headings.get(0).level()).isLessThan(headings.get(1).level());
        }
    }

    @Test
    void read_chineseLines_joinWithoutSpaces() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("Z", 12, 72, 700, "本政策适用于全体员工以及所有与公司签订合同");
            pdf.text("Z", 12, 72, 682, "的供应商。");
            Part part = pdf.part(folder);
            assertThat(part.text()).isEqualTo("本政策适用于全体员工以及所有与公司签订合同的供应商。");
            assertThat(only(part, "员工").width()).isCloseTo(24, within(0.01));
        }
    }

    @Test
    void read_textPrintedTwice_isReadOnce() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 72, 700, "Bold by force").text("F", 10, 72.3, 700, "Bold by force");
            assertThat(pdf.part(folder).text()).isEqualTo("Bold by force");
        }
    }

    @Test
    void read_textOutsideTheCropBox_isNotThere() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.current().setCropBox(new PDRectangle(0, 0, 400, 400));
            pdf.text("F", 10, 72, 700, "printer marks").text("F", 10, 72, 300, "the page itself");
            assertThat(pdf.part(folder).text()).isEqualTo("the page itself");
        }
    }

    @Test
    void read_userPassword_isEncrypted() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 72, 700, "Secret");
            pdf.document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            assertThat(pdf.read(folder)).isInstanceOfSatisfying(ReadOutcome.NotRead.class, outcome -> {
                assertThat(outcome.problem()).isEqualTo(ReadingProblem.ENCRYPTED);
                assertThat(outcome.sentence()).contains("password");
            });
        }
    }

    @Test
    void read_emptyUserPassword_isOpened() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.text("F", 10, 72, 700, "Readable by all");
            pdf.document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            assertThat(pdf.part(folder).text()).isEqualTo("Readable by all");
        }
    }

    @Test
    void read_pageWithoutText_isNoText() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.raw("10 10 100 100 re f\n");
            assertThat(pdf.read(folder))
                    .isInstanceOfSatisfying(ReadOutcome.NotRead.class, outcome -> assertThat(outcome.problem())
                            .isEqualTo(ReadingProblem.NO_TEXT));
        }
    }

    @Test
    void security14_fileCutInHalf_isNeverPlainSuccess() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 0; i < 6; i++) {
                pdf.page();
                for (int line = 0; line < 40; line++) {
                    pdf.text("F", 10, 72, 740 - 15 * line, "Line " + line + " of page " + i + " has its words.");
                }
            }
            byte[] whole = Files.readAllBytes(pdf.save(folder));
            Path half = folder.resolve("half.pdf");
            Files.write(half, Arrays.copyOf(whole, whole.length / 2));
            ReadOutcome outcome = TestPdf.read(half, LimitsConfig.DEFAULT);
            if (outcome instanceof ReadOutcome.Read read) {
                assertThat(read.gap()).isNotNull();
            } else {
                assertThat(outcome).isInstanceOf(ReadOutcome.NotRead.class);
            }
        }
    }

    @Test
    void read_noPdf_failsWithASentence() throws Exception {
        Path file = Files.writeString(folder.resolve("no.pdf"), "%PDF-1.7\nthis is not one");
        assertThat(TestPdf.read(file, LimitsConfig.DEFAULT))
                .isInstanceOfSatisfying(ReadOutcome.NotRead.class, outcome -> assertThat(outcome.problem())
                        .isEqualTo(ReadingProblem.FAILED));
    }

    @Test
    void read_morePartsThanAllowed_saysWhatIsMissing() throws Exception {
        try (var pdf = new TestPdf()) {
            for (int i = 0; i < 3; i++) {
                pdf.page().text("F", 10, 72, 700, "Page " + word(i));
            }
            LimitsConfig d = LimitsConfig.DEFAULT;
            var limits = new LimitsConfig(
                    d.fileBytes(),
                    d.readSeconds(),
                    d.readMemoryMb(),
                    d.readTextChars(),
                    2,
                    d.childFiles(),
                    d.childBytes(),
                    d.childDepth(),
                    d.questionChars());
            assertThat(TestPdf.read(pdf.save(folder), limits)).isInstanceOfSatisfying(ReadOutcome.Read.class, read -> {
                assertThat(read.document().parts()).hasSize(2);
                assertThat(read.gap()).contains("first 2 of 3 pages");
            });
        }
    }

    @Test
    void read_interrupted_stops() throws Exception {
        try (var pdf = new TestPdf().page()) {
            Path file = pdf.text("F", 10, 72, 700, "Never read").save(folder);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> TestPdf.read(file, LimitsConfig.DEFAULT)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void read_printedPageLabelsAndInformation_areKept() throws Exception {
        try (var pdf =
                new TestPdf().page().text("F", 10, 72, 700, "Preface").page().text("F", 10, 72, 700, "Start")) {
            var labels = new PDPageLabels(pdf.document);
            var roman = new PDPageLabelRange();
            roman.setStyle(PDPageLabelRange.STYLE_ROMAN_LOWER);
            labels.setLabelItem(0, roman);
            pdf.document.getDocumentCatalog().setPageLabels(labels);
            pdf.document.getDocumentCatalog().setLanguage("en-GB");
            pdf.document.getDocumentInformation().setTitle("A handbook");
            pdf.document.getDocumentInformation().setAuthor("A. Writer");
            SourceDocument document = pdf.document(folder);
            assertThat(document.parts()).extracting(Part::label).containsExactly("i", "ii");
            assertThat(document.title()).isEqualTo("A handbook");
            assertThat(document.properties())
                    .containsEntry("author", "A. Writer")
                    .containsEntry("language", "en-GB");
        }
    }

    @Test
    void security10_attachedFile_isAChildUnderOurOwnName() throws Exception {
        try (var pdf = new TestPdf().page().text("F", 10, 72, 700, "See the attachment")) {
            var file = new PDEmbeddedFile(
                    pdf.document, new ByteArrayInputStream("attached words".getBytes(StandardCharsets.UTF_8)));
            var specification = new PDComplexFileSpecification();
            specification.setFile("../../evil.txt");
            specification.setEmbeddedFile(file);
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("evil", specification));
            var names = new PDDocumentNameDictionary(pdf.document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            pdf.document.getDocumentCatalog().setNames(names);
            assertThat(pdf.read(folder)).isInstanceOfSatisfying(ReadOutcome.Read.class, read -> {
                assertThat(read.children()).hasSize(1);
                assertThat(read.children().getFirst().file()).hasContent("attached words");
                assertThat(read.children().getFirst().name()).isEqualTo("evil.txt");
                assertThat(read.children().getFirst().file().getFileName()).hasToString("child-00001");
            });
        }
    }

    @Test
    void read_treesThatHoldThemselves_areReadOnce() throws Exception {
        try (var pdf = new TestPdf().page().text("F", 10, 72, 700, "Round and round")) {
            var tree = new COSDictionary();
            var kids = new COSArray();
            kids.add(tree);
            kids.add(tree);
            tree.setItem(COSName.KIDS, kids);
            var names = new COSDictionary();
            names.setItem(COSName.EMBEDDED_FILES, tree);
            var catalog = pdf.document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.NAMES, names);
            catalog.setItem(COSName.PAGE_LABELS, tree);

            Part part = pdf.part(folder);
            assertThat(part.text()).isEqualTo("Round and round");
            assertThat(part.label()).isNull();
        }
    }

    @Test
    void read_treesWhoseBranchesShareNodes_areReadOnce() throws Exception {
        try (var pdf = new TestPdf().page().text("F", 10, 72, 700, "Doubled forty times")) {
            var tree = new COSDictionary();
            for (int level = 0; level < 40; level++) {
                var kids = new COSArray();
                kids.add(tree);
                kids.add(tree);
                tree = new COSDictionary();
                tree.setItem(COSName.KIDS, kids);
            }
            var names = new COSDictionary();
            names.setItem(COSName.EMBEDDED_FILES, tree);
            var catalog = pdf.document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.NAMES, names);
            catalog.setItem(COSName.PAGE_LABELS, tree);

            assertThat(pdf.part(folder).text()).isEqualTo("Doubled forty times");
        }
    }

    @Test
    void read_ligatureWithoutMapping_isWhatThePageSaysItStandsFor() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.raw(
                    "BT /F 10 Tf 50 700 Td (They act collec) Tj /Span <</ActualText <FEFF00740069>>> BDC <01> Tj EMC (vely here.) Tj ET\n");

            assertThat(pdf.part(folder).text()).contains("They act collectively here.");
        }
    }

    @Test
    void read_textGivenForReadableOrForFarLessGlyphs_isWhatIsDrawn() throws Exception {
        try (var pdf = new TestPdf().page()) {
            pdf.raw("BT /F 10 Tf 50 700 Td /Span <</ActualText (nothing)>> BDC (The fee is 90 euros.) Tj EMC ET\n");
            pdf.raw(
                    "BT /F 10 Tf 50 600 Td (Paid) Tj /Span <</ActualText (by somebody that nobody sees)>> BDC <01> Tj EMC ( in May.) Tj ET\n");

            assertThat(pdf.part(folder).text()).contains("The fee is 90 euros.").doesNotContain("nothing", "somebody");
        }
    }
}
