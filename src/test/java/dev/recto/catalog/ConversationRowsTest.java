package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.DocumentId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationRowsTest {
    private static final int MOST = 2;

    private Catalog catalog;
    private CollectionRow collection;

    @BeforeEach
    void open(@TempDir Path folder) {
        catalog = Catalog.open(folder.resolve("data/catalog.db"));
        collection = catalog.collections().require("default");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void begin_ofOneAskerPastTheMost_leavesAnothersConversations() {
        String other = begin("k_other");
        String oldest = begin("k_one");
        String second = begin("k_one");
        String third = begin("k_one");
        assertThat(List.of(other, second, third))
                .allMatch(id -> catalog.conversations().find(id).isPresent());
        assertThat(catalog.conversations().find(oldest)).isEmpty();
    }

    @Test
    void begin_pastTheMost_takesTheKeptAnswersOfWhatGoes() {
        String oldest = begin("k_one");
        catalog.answers()
                .keep(new AnswerRow("a_1", collection.id(), "k_one", Instant.EPOCH, Map.of(), 8, Set.of(), "{}"), 100);
        catalog.conversations()
                .add(
                        oldest,
                        new TurnRow(1, "How large?", "How large?", "a_1", "500.", Instant.EPOCH),
                        Set.of(new DocumentId("d_0000000000")));
        assertThat(catalog.conversations().documents(oldest, 1)).containsExactly(new DocumentId("d_0000000000"));
        begin("k_one");
        assertThat(catalog.answers().find("a_1")).isPresent();
        begin("k_one");
        assertThat(catalog.answers().find("a_1")).isEmpty();
    }

    @Test
    void begin_afterTheClockWasSetBack_isKept() {
        Instant later = Instant.now().plusSeconds(3_600);
        for (int i = 0; i < MOST; i++) {
            catalog.conversations()
                    .add(begin("k_one"), new TurnRow(1, "How large?", "How large?", "", "", later), Set.of());
        }

        String fresh = begin("k_one");

        assertThat(catalog.conversations().find(fresh)).isPresent();
        assertThat(catalog.conversations().list(collection.id(), "k_one")).hasSize(MOST);
    }

    @Test
    void add_documentDeletedWhileItWasAnswered_keepsTheQuestionAlone() {
        DocumentRow row = catalog.documents()
                .receive(
                        List.of(new Reception(
                                collection.id(), null, "a", "a", null, null, null, null, Map.of(), Set.of())),
                        "ingest")
                .getFirst();
        catalog.documents().bury(List.of(row.id()), "delete");
        String id = begin("k_one");

        catalog.conversations()
                .add(
                        id,
                        new TurnRow(1, "And that one?", "And the vermilion ledger?", "", "It is red.", Instant.EPOCH),
                        Set.of(row.id()));

        TurnRow kept = catalog.conversations().turns(id, 1).getFirst();
        assertThat(kept.said()).isEmpty();
        assertThat(kept.standalone()).isEqualTo("And that one?");
    }

    private String begin(String asker) {
        return catalog.conversations().begin(collection.id(), asker, "", MOST).id();
    }
}
