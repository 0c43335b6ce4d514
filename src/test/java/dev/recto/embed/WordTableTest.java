package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordTableTest {
    /** This very file's class begins with the four bytes CA FE BA BE, as every one does. */
    private static final String FILE = "/dev/recto/embed/WordTableTest.class";

    private static final Map<String, String> METADATA = Map.of(
            "recto.offset", "0",
            "recto.length", "4",
            "recto.sha256", "65ab12a8ff3263fbc257e5ddf0aa563c64573d0bab1f1115b9b107834cfa6971",
            "recto.dimensions", "2",
            "recto.scale", "0.5",
            "recto.zeroPoint", "128");

    @Test
    void rows_ofTheBytesSliced_areDequantisedAsUnsigned() throws IOException {
        WordTable table = WordTable.of(FILE, METADATA);
        assertThat(table.rows(new long[] {1, 0, 1})).containsExactly(29, 31, 37, 63, 29, 31);
    }

    @Test
    void of_anotherFileThanTheReaderWasBuiltOn_isRefused() {
        Map<String, String> other = new HashMap<>(METADATA);
        other.put("recto.offset", "1");
        assertThatThrownBy(() -> WordTable.of(FILE, other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the encoder");
    }

    @Test
    void of_aMissingFileOrKeyOrAHugeTable_saysSo() {
        Map<String, String> huge = new HashMap<>(METADATA);
        huge.put("recto.length", "2000000000");
        assertThatThrownBy(() -> WordTable.of("/nowhere.onnx", METADATA)).hasMessageContaining("/nowhere.onnx");
        assertThatThrownBy(() -> WordTable.of(FILE, Map.of())).hasMessageContaining("recto.length");
        assertThatThrownBy(() -> WordTable.of(FILE, huge)).hasMessageContaining("2000000000");
    }
}
