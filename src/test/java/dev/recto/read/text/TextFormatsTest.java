package dev.recto.read.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.read.DocumentDraft;
import dev.recto.read.ReadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFormatsTest {
    @TempDir
    Path folder;

    private static ReadOutcome outcome(TextFormat format, String text) {
        var draft = new DocumentDraft(LimitsConfig.DEFAULT);
        format.read(text, draft);
        return draft.finish("text/x-test", List.of());
    }

    private static SourceDocument read(TextFormat format, String text) {
        return ((ReadOutcome.Read) outcome(format, text)).document();
    }

    private static List<String> lines(SourceDocument document) {
        Part part = document.parts().getFirst();
        return part.blocks().stream()
                .map(block -> block.kind() + (block.level() > 0 ? " " + block.level() : "") + ": "
                        + block.range().of(part.text()))
                .toList();
    }

    @Test
    void markdown_everyStructure_isReadWithoutItsMarks() {
        String text = """
                ---
                title: Rent rules
                author: 李雷
                tags: [a, b]
                ---
                # 租赁规定 *rules*

                Pay by the [first](http://x.example) of
                the **month**.

                1. One
                2. 第二项
                   - nested `code`

                | Room | Rent |
                |------|-----:|
                | A1   | 1,200 |

                ```java
                int a = 1;
                ```
                > quoted
                """;
        SourceDocument document = read(new MarkdownFormat(), text);

        assertThat(document.title()).isEqualTo("Rent rules");
        assertThat(document.properties()).containsEntry("author", "李雷");
        assertThat(lines(document))
                .containsExactly(
                        "HEADING 1: 租赁规定 rules",
                        "PARAGRAPH: Pay by the first of\nthe month.",
                        "LIST_ITEM 1: 1. One",
                        "LIST_ITEM 1: 2. 第二项",
                        "LIST_ITEM 2: nested code",
                        "TABLE_ROW: Room\tRent",
                        "TABLE_ROW: A1\t1,200",
                        "CODE: int a = 1;",
                        "PARAGRAPH: quoted");
        assertThat(document.parts().getFirst().blocks().get(6).header()).isEqualTo("Room\tRent");
    }

    @Test
    void plainText_paragraphsAndChapters_areToldApart() {
        SourceDocument document = read(new PlainTextFormat(), "第一章 总则\n\n本合同由甲乙双方\n签订。\n\nChapter 2\n\nRent is due.\n");
        assertThat(lines(document))
                .containsExactly(
                        "HEADING 1: 第一章 总则",
                        "PARAGRAPH: 本合同由甲乙双方\n签订。",
                        "HEADING 1: Chapter 2",
                        "PARAGRAPH: Rent is due.");
    }

    @Test
    void delimited_eachDelimiter_givesRowsWithHeaderAndCells() {
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            String text = "项目,Price,Note\nA1,12.5,\"x, y\"\n\nB2,7,ok\n"
                    .replace("\"x, y\"", "\"x; y\"")
                    .replace(',', delimiter);
            Part part = read(new DelimitedFormat(), text).parts().getFirst();
            List<Block> blocks = part.blocks();
            assertThat(blocks).extracting(Block::label).containsExactly("A1:C1", "A2:C2", "A4:C4");
            assertThat(blocks.get(1).range().of(part.text())).isEqualTo("A1\t12.5\tx; y");
            assertThat(blocks.get(1).header()).isEqualTo("项目\tPrice\tNote");
            assertThat(blocks.getFirst().header()).isNull();
        }
    }

    @Test
    void json_objects_becomeLinesWithTheirPaths() {
        SourceDocument document = read(
                new JsonFormat(),
                "{\"lease\":{\"tenant\":\"李雷\",\"rent\":1200,\"rooms\":[{\"no\":\"A1\"},{\"no\":\"B2\"}]}}");
        assertThat(lines(document))
                .containsExactly(
                        "PARAGRAPH: lease.tenant: 李雷\nlease.rent: 1200",
                        "PARAGRAPH: lease.rooms[1].no: A1",
                        "PARAGRAPH: lease.rooms[2].no: B2");
        assertThat(lines(read(new JsonFormat(), "{\"a\":1}\n{\"a\":2}\n")))
                .containsExactly("PARAGRAPH: a: 1", "PARAGRAPH: a: 2");
    }

    @Test
    void json_300000Deep_isNoText() {
        var outcome = (ReadOutcome.NotRead) outcome(new JsonFormat(), "[".repeat(300_000) + "]".repeat(300_000));
        assertThat(outcome.problem()).isEqualTo(ReadingProblem.NO_TEXT);
        assertThat(outcome.sentence()).contains("nested deeper");
    }

    @Test
    void sourceCode_text_isKeptExactlyWithLines() {
        String code =
                "import x;\n\nclass A {\n    int a;\n\n    int b() {\n\n        return 1;\n    }\n}\n\n// 结束\nint c;";
        Part part = read(new SourceCodeFormat(), code).parts().getFirst();
        assertThat(part.text()).isEqualTo(code);
        assertThat(part.blocks()).extracting(Block::label).containsExactly("1", "3-10", "12-13");
        assertThat(part.blocks()).extracting(Block::kind).containsOnly(BlockKind.CODE);
    }

    @Test
    void xml_dataAndProse_areReadAndEntitiesAreNot() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "CANARY");
        Path file = Files.writeString(
                folder.resolve("a.xml"),
                "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><doc><title>规定</title>"
                        + "<p>Pay <b>now</b>, please.</p><tenant id='t one'><name>李雷</name><rent>1200</rent></tenant><p>&x;</p></doc>");
        var draft = new DocumentDraft(LimitsConfig.DEFAULT);
        new XmlReader().read(file, draft);
        var read = (ReadOutcome.Read) draft.finish("application/xml", List.of());

        assertThat(lines(read.document()))
                .containsExactly(
                        "HEADING 1: 规定",
                        "PARAGRAPH: Pay now, please.",
                        "PARAGRAPH: tenant.id: t one\ntenant.name: 李雷\ntenant.rent: 1200");
        assertThat(read.toString()).doesNotContain("CANARY");
        assertThat(read.gap()).isNotNull();
    }

    @Test
    void draft_pastItsLimits_isCutAndSaysSo() {
        var limits = new LimitsConfig(1 << 20, 10, 256, 25, 2, 10, 1 << 20, 2, 100);
        var draft = new DocumentDraft(limits);
        new PlainTextFormat().read("one two three\n\nfour five six seven\n\neight", draft);
        var read = (ReadOutcome.Read) draft.finish("text/plain", List.of());
        assertThat(read.document().parts().getFirst().text()).isEqualTo("one two three\n\nfour five ");
        assertThat(read.gap()).contains("25 characters");
    }

    @Test
    void sourceCode_formFeedsAndUnicodeLineEnds_doNotShiftItsLineNumbers() {
        Part part = read(new SourceCodeFormat(), "int a;\f\u000B\u0085\u2028\u2029 // page\n\nint b;")
                .parts()
                .getFirst();
        assertThat(part.blocks()).extracting(Block::label).containsExactly("1", "3");
    }

    @Test
    void json_numberTooLong_saysThatAndNotItsDepth() {
        var read = (ReadOutcome.Read)
                outcome(new JsonFormat(), "{\"a\":{\"b\":\"words\"},\"c\":" + "1".repeat(2_000) + "}");
        assertThat(read.gap()).contains("number").doesNotContain("nested");
    }

    @Test
    void xml_countlessElementsInOneText_ends() throws IOException {
        Path file = Files.writeString(folder.resolve("a.xml"), "<p>" + "word <b/>".repeat(300_000) + "</p>");
        var draft = new DocumentDraft(LimitsConfig.DEFAULT);
        new XmlReader().read(file, draft);
        var read = (ReadOutcome.Read) draft.finish("application/xml", List.of());
        assertThat(read.document().parts().getFirst().text()).hasSize(300_000 * 5 - 1);
    }
}
