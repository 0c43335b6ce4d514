package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbstentionReaderTest {
    @TempDir
    Path folder;

    @Test
    void read_plainList_asksOwnParagraphAndAllOfThem() throws IOException {
        List<EvaluationSet> sets = read("squad2_dev.json", """
                [{"id": "a", "context": "Cats purr.", "question": "What do cats do?", "answers": ["purr"], "is_impossible": false},
                 {"id": "b", "context": "Cats purr.", "question": "What do dogs do?", "answers": [], "is_impossible": true},
                 {"id": "c", "context": "Dogs bark.", "question": "Who barks?", "answers": ["Dogs"], "is_impossible": false}]
                """);
        assertThat(sets).hasSize(2);
        assertThat(sets.getFirst().cases()).hasSize(2);
        assertThat(sets.getFirst().cases().getFirst().documents()).hasSize(1);
        assertThat(sets.getFirst().cases().getFirst().questions())
                .extracting(EvaluationQuestion::answerable)
                .containsExactly(true, false);
        assertThat(sets.getLast().cases()).hasSize(1);
        assertThat(sets.getLast().cases().getFirst().documents()).hasSize(2);
        assertThat(sets.getLast().cases().getFirst().questions()).hasSize(3);
    }

    @Test
    void read_rgbLine_isAnswerableWithItsPositivesAloneAndIgnoresCounterfactuals() throws IOException {
        EvaluationSet set = read("rgb.jsonl", """
                {"id": 0, "query": "q", "answer": [["x", "y"]], "positive": [["p1", "p2"], "p3"], "negative": ["n1", ["n2"]], "positive_wrong": ["w"]}
                """).getFirst();
        assertThat(set.cases()).hasSize(2);
        EvaluationSet.Case without = set.cases().getFirst();
        EvaluationSet.Case with = set.cases().getLast();
        assertThat(without.questions().getFirst().answerable()).isFalse();
        assertThat(without.documents()).extracting(EvaluationDocument::text).containsExactly("n1", "n2");
        assertThat(with.questions().getFirst().answerable()).isTrue();
        assertThat(with.questions().getFirst().answers()).containsExactly("x", "y");
        assertThat(with.documents()).extracting(EvaluationDocument::text).containsExactly("n1", "n2", "p1", "p2", "p3");
    }

    @Test
    void read_rageval_asksTheDocumentsOfTheQuestionsLanguage() throws IOException {
        Files.writeString(folder.resolve("rageval_docs.jsonl"), """
                {"_id": "finance-en-a", "text": "English."}
                {"_id": "finance-zh-b", "text": "中文。"}
                """);
        List<EvaluationSet> sets = read("rageval_qa.jsonl", """
                {"lang": "en", "question": "Which?", "id": "1", "doc_ids": ["finance-en-a"], "unanswerable": false}
                {"lang": "zh", "question": "哪个？", "id": "2", "doc_ids": [], "unanswerable": true}
                """);
        assertThat(sets).extracting(EvaluationSet::name).containsExactly("rageval_qa-en", "rageval_qa-zh");
        assertThat(sets.getLast().cases().getFirst().documents())
                .extracting(EvaluationDocument::text)
                .containsExactly("中文。");
        assertThat(sets.getLast().cases().getFirst().questions().getFirst().answerable())
                .isFalse();
    }

    @Test
    void read_malformedData_namesFileAndPlace() {
        assertThatThrownBy(() -> read(
                        "rgb.jsonl",
                        "{\"query\": \"q\", \"negative\": [\"n\"], \"positive\": [\"p\"]}\n{\"query\": 3}\n"))
                .isInstanceOf(EvaluationDataException.class)
                .hasMessageContaining("rgb.jsonl, line 2")
                .hasMessageContaining("query");
        assertThatThrownBy(() -> read("broken.json", "[{\"id\": \"a\",\n]"))
                .hasMessageContaining("broken.json, line 2");
        assertThatThrownBy(() -> read("list.json", "[{\"id\": \"a\", \"question\": \"q\"}]"))
                .hasMessageContaining("entry 1");
        assertThatThrownBy(() -> read("squad.json", "{\"data\": [{\"paragraphs\": [{\"qas\": []}]}]}"))
                .hasMessageContaining("article 1, paragraph 1")
                .hasMessageContaining("context");
        assertThatThrownBy(() -> read("empty.jsonl", "\n")).hasMessageContaining("no question");
        assertThatThrownBy(() -> read("lonely_qa.jsonl", "{\"lang\": \"en\", \"question\": \"q\"}"))
                .hasMessageContaining("documents are expected beside it");
        assertThatThrownBy(() -> new AbstentionReader(true).read(folder.resolve("none.json")))
                .hasMessageContaining("no such file");
    }

    private List<EvaluationSet> read(String name, String content) throws IOException {
        return new AbstentionReader(true).read(Files.writeString(folder.resolve(name), content));
    }
}
