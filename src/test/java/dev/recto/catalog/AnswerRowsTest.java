package dev.recto.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerRowsTest {
    private static final int MOST = 3;

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
    void answers_pastTheMost_goOldestFirst() {
        keep("a_1", "a_2", "a_3", "a_4", "a_5");
        assertThat(kept("a_1", "a_2", "a_3", "a_4", "a_5")).containsExactly("a_3", "a_4", "a_5");
    }

    @Test
    void answers_thatSomebodyJudged_goAfterAllOthers() {
        keep("a_1", "a_2", "a_3");
        judge("a_1");
        keep("a_4");
        assertThat(kept("a_1", "a_2", "a_3", "a_4")).containsExactly("a_1", "a_3", "a_4");
    }

    @Test
    void answers_allJudged_giveWayWithTheirFeedback() {
        keep("a_1", "a_2", "a_3");
        judge("a_1");
        judge("a_2");
        judge("a_3");
        catalog.answers().keep(answer("a_4"), 2);
        assertThat(kept("a_1", "a_2", "a_3", "a_4")).containsExactly("a_2", "a_3");
        assertThat(catalog.answers().feedback("a_1")).isEmpty();
    }

    @Test
    void answers_ofAnotherCollection_stay() {
        CollectionRow other = catalog.collections().require("other");
        catalog.answers().keep(answer("a_0", other), MOST);
        keep("a_1", "a_2", "a_3", "a_4");
        assertThat(kept("a_0", "a_1", "a_2", "a_3", "a_4")).containsExactly("a_0", "a_2", "a_3", "a_4");
    }

    @Test
    void answer_thatShowsADocument_isKeptWhileTheDocumentIsThere() {
        DocumentId document = document();
        assertThat(catalog.answers().keep(answer("a_1", Set.of(document)), MOST))
                .isTrue();
        assertThat(catalog.answers().find("a_1").orElseThrow().documents()).containsExactly(document);
        var gone = new DocumentId("d_aaaaaaaaaaaa");
        assertThat(catalog.answers().keep(answer("a_2", Set.of(document, gone)), MOST))
                .isFalse();
        assertThat(catalog.answers().find("a_2")).isEmpty();
    }

    private DocumentId document() {
        var reception = new Reception(
                collection.id(),
                null,
                "a.txt",
                "a.txt",
                null,
                "/docs/a.txt",
                new FileStat(3, 1, "inode"),
                new StoredContent(ContentHash.of("one"), 3),
                Map.of(),
                Set.of("everyone"));
        return catalog.documents()
                .receive(List.of(reception), "ingest")
                .getFirst()
                .id();
    }

    private void keep(String... ids) {
        Stream.of(ids).forEach(id -> catalog.answers().keep(answer(id), MOST));
    }

    private List<String> kept(String... ids) {
        return Stream.of(ids)
                .filter(id -> catalog.answers().find(id).isPresent())
                .toList();
    }

    private void judge(String id) {
        catalog.answers().judge(id, new Feedback("local", "right", null, Instant.EPOCH));
    }

    private AnswerRow answer(String id) {
        return answer(id, collection);
    }

    private AnswerRow answer(String id, Set<DocumentId> documents) {
        return new AnswerRow(id, collection.id(), "local", Instant.EPOCH, Map.of(), 20, documents, "{}");
    }

    private static AnswerRow answer(String id, CollectionRow collection) {
        return new AnswerRow(id, collection.id(), "local", Instant.EPOCH, Map.of(), 20, Set.of(), "{}");
    }
}
