package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.answer.Degraded;
import dev.recto.answer.task.Classification;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.GenerationChange;
import dev.recto.document.PartKind;
import dev.recto.ingest.ReindexTask;
import dev.recto.serve.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A field of the API that holds one of a few words: the contract names all that the code can write there, and no others. */
class ContractWordsTest {
    @Test
    void wordsOfTheContract_areThoseOfTheCode() {
        same(DocumentState.values(), "State");
        same(Degraded.values(), "Answer", "properties", "degraded");
        same(Role.values(), "Role");
        same(PartKind.values(), "Part", "properties", "kind");
        same(Classification.By.values(), "Classification", "properties", "by");
        same(ReindexTask.Kind.values(), "ReindexJob", "properties", "task");
        same(GenerationChange.values(), "Generations", "properties", "events", "items", "properties", "event");
    }

    private static void same(Enum<?>[] code, String schema, String... path) {
        List<String> words = Arrays.stream(code)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(Contract.words(schema, path)).as(schema).containsExactlyInAnyOrderElementsOf(words);
    }
}
