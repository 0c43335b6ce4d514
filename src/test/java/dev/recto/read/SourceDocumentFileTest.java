package dev.recto.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextLayout;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDocumentFileTest {
    @TempDir
    Path folder;

    private static SourceDocument document() {
        var layout = new TextLayout(List.of(
                new TextLayout.Line(0, false, 71.987f, 12.013f, new float[] {10.111f, 20.222f, 15.333f, 700.444f}),
                new TextLayout.Line(4, true, -3.5f, 9f, new float[] {90f, 80.017f, 70.029f})));
        var page = new Part(
                1,
                PartKind.PAGE,
                "iv",
                "A租约\nxy",
                List.of(Block.heading(2, 0, 3), Block.of(BlockKind.PARAGRAPH, 4, 6)),
                layout,
                595.32f,
                841.92f);
        var rows = List.of(
                Block.of(BlockKind.TABLE_ROW, 0, 3),
                new Block(BlockKind.TABLE_ROW, new TextRange(4, 7), 0, "a\tb", "B4:C4"),
                new Block(BlockKind.TABLE_ROW, new TextRange(8, 11), 0, "a\tb", null));
        var sheet = Part.flowing(2, PartKind.SHEET, "价目", "a\tb\n1\t2\n3\t4", rows);
        var odd = Part.flowing(3, PartKind.SHEET, null, "\uD800 alone", List.of());
        return new SourceDocument("application/x-test", "Title", Map.of("author", "李雷"), List.of(page, sheet, odd));
    }

    private Path stored() throws IOException {
        Path file = folder.resolve("document");
        SourceDocumentFile.write(file, document(), "Page 9 is missing.");
        return file;
    }

    @Test
    void write_document_comesBackWhole() throws IOException {
        SourceDocument before = document();
        SourceDocumentFile file = SourceDocumentFile.open(stored());
        SourceDocument after = file.all();

        assertThat(file.gap()).isEqualTo("Page 9 is missing.");
        assertThat(file.document().parts()).isEmpty();
        assertThat(file.document().properties()).isEqualTo(before.properties());
        assertThat(after.title()).isEqualTo(before.title());
        assertThat(after.mediaType()).isEqualTo(before.mediaType());
        assertThat(after.parts().get(1)).isEqualTo(before.parts().get(1));
        assertThat(after.parts().get(2)).isEqualTo(before.parts().get(2));
        Part page = after.parts().getFirst();
        assertThat(page.text()).isEqualTo("A租约\nxy");
        assertThat(page.blocks()).isEqualTo(before.parts().getFirst().blocks());
        assertThat(page.width()).isEqualTo(595.32f);
    }

    @Test
    void write_layout_edgesComeBackWithinAFiftiethOfAPoint() throws IOException {
        TextLayout after = SourceDocumentFile.open(stored()).part(1).layout();
        TextLayout before = document().parts().getFirst().layout();

        assertThat(after.lines()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            TextLayout.Line a = after.lines().get(i);
            TextLayout.Line b = before.lines().get(i);
            assertThat(a.start()).isEqualTo(b.start());
            assertThat(a.vertical()).isEqualTo(b.vertical());
            assertThat(a.cross()).isCloseTo(b.cross(), within(0.02f));
            assertThat(a.thickness()).isCloseTo(b.thickness(), within(0.02f));
            assertThat(a.edges()).usingComparatorWithPrecision(0.02f).containsExactly(b.edges());
        }
    }

    @Test
    void part_ofManyParts_loadsAlone() throws IOException {
        Path path = stored();
        SourceDocumentFile file = SourceDocumentFile.open(path);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);

        assertThat(file.part(2).label()).isEqualTo("价目");
        assertThatThrownBy(() -> file.part(3)).isInstanceOf(UnreadableDocumentFileException.class);
        assertThatThrownBy(() -> file.part(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_damagedOrCutAnywhere_isRefusedAndNeverCrashes() throws IOException {
        Path path = stored();
        byte[] whole = Files.readAllBytes(path);
        var random = new Random(7);
        for (int round = 0; round < 400; round++) {
            byte[] bytes =
                    random.nextBoolean() ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (bytes.length == whole.length) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(path, bytes);
            assertThatThrownBy(() -> SourceDocumentFile.open(path).all())
                    .isInstanceOf(UnreadableDocumentFileException.class);
        }
    }

    @Test
    void open_newerVersion_saysSo() throws IOException {
        Path path = stored();
        byte[] bytes = Files.readAllBytes(path);
        bytes[11] = 9;
        Files.write(path, bytes);
        assertThatThrownBy(() -> SourceDocumentFile.open(path))
                .isInstanceOf(UnreadableDocumentFileException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void decodePart_randomBytes_isRefusedOrRead() {
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                DocumentCodec.decodePart(1, java.nio.ByteBuffer.wrap(bytes));
            } catch (IllegalArgumentException | ArithmeticException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void writeDurably_overAnOldFile_replacesItAndLeavesNothingElse() throws IOException {
        Path path = stored();
        SourceDocumentFile.writeDurably(path, new SourceDocument("text/plain", null, Map.of(), List.of()), null);
        SourceDocumentFile file = SourceDocumentFile.open(path);
        assertThat(file.partCount()).isZero();
        assertThat(file.gap()).isNull();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }
}
