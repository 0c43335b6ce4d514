package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.ContentHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {
    @Test
    void vector_keptAndRemoved_areTheSameToTheBit(@TempDir Path root) {
        var text = ContentHash.of("text");
        Path file = root.resolve("embeddings.db");
        var vector =
                new CachedVector(new float[] {0.25f, -1f, Float.MIN_VALUE}, List.of(new byte[] {1, -128}, new byte[0]));
        try (VectorCache cache = VectorCache.open(file)) {
            cache.put("model", Map.of(text, vector));
        }
        try (VectorCache cache = VectorCache.open(file)) {
            CachedVector found = cache.get("model", List.of(text)).get(text);
            assertThat(found.vector()).containsExactly(vector.vector());
            assertThat(found.sentences().get(0)).containsExactly(1, -128);
            assertThat(found.sentences().get(1)).isEmpty();
            assertThat(cache.get("other", List.of(text))).isEmpty();
            assertThat(cache.remove(List.of(text))).isEqualTo(1);
            assertThat(cache.size()).isZero();
        }
    }
}
