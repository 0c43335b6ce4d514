package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileReaderTest {
    @TempDir
    Path folder;

    @Test
    void read_csv_takesEveryField() throws IOException {
        List<EvaluationQuestion> questions = read("mine.csv", """
                question,expected,document,page,answerable
                "How large is the deposit, in months?",two months|2 months,office-lease.docx,,
                押金多少？,,差旅管理办法.pdf,2,true
                Who is the president?,,,,not answerable
                """);
        assertThat(questions).hasSize(3);
        assertThat(questions.getFirst().answers()).containsExactly("two months", "2 months");
        assertThat(questions.getFirst().places()).containsExactly(new GoldPlace("office-lease.docx", 0));
        assertThat(questions.get(1).places()).containsExactly(new GoldPlace("差旅管理办法.pdf", 2));
        assertThat(questions.get(1).answers()).isEmpty();
        assertThat(questions.getLast().answerable()).isFalse();
    }

    @Test
    void read_spreadsheetsByteOrderMark_isNoPartOfTheFirstName() throws IOException {
        assertThat(read("mine.csv", "\uFEFFquestion,page\nWhat?,\n")).hasSize(1);
    }

    @Test
    void read_jsonLines_takesNumbersListsAndFalse() throws IOException {
        List<EvaluationQuestion> questions = read("mine.jsonl", """
                {"question": "How much?", "expected": ["5", 5.0], "document": "a.pdf", "page": 3}
                {"question": "Who?", "answerable": false}
                """);
        assertThat(questions.getFirst().answers()).containsExactly("5", "5.0");
        assertThat(questions.getFirst().places()).containsExactly(new GoldPlace("a.pdf", 3));
        assertThat(questions.getLast().answerable()).isFalse();
    }

    @Test
    void read_malformedLine_namesFileAndLine() {
        assertThatThrownBy(() -> read("a.csv", "question,page,document\nok,1,a\nbad,zero,a\n"))
                .isInstanceOf(EvaluationDataException.class)
                .hasMessageContaining("a.csv, line 3")
                .hasMessageContaining("zero");
        assertThatThrownBy(() -> read("b.csv", "question,expected\n\"two\nlines\",x\nok,x,y\n"))
                .hasMessageContaining("b.csv, line 4");
        assertThatThrownBy(() -> read("c.csv", "frage,expected\nx,y\n"))
                .hasMessageContaining("c.csv, line 1")
                .hasMessageContaining("question");
        assertThatThrownBy(() -> read("d.csv", "question,anser\nx,y\n"))
                .hasMessageContaining("d.csv, line 2")
                .hasMessageContaining("anser");
        assertThatThrownBy(() -> read("e.jsonl", "{\"question\": \"ok\"}\n[1]\n"))
                .hasMessageContaining("e.jsonl, line 2");
        assertThatThrownBy(() -> read("f.jsonl", "{\"question\": \"x\", \"page\": 2}\n"))
                .hasMessageContaining("a page needs a document");
        assertThatThrownBy(() -> read("g.jsonl", "{\"question\": \"x\", \"answerable\": \"perhaps\"}\n"))
                .hasMessageContaining("perhaps");
        assertThatThrownBy(() -> read("h.csv", "question\n")).hasMessageContaining("no question");
        assertThatThrownBy(() -> new QuestionFileReader().read(folder.resolve("none.csv")))
                .hasMessageContaining("no such file");
    }

    private List<EvaluationQuestion> read(String name, String content) throws IOException {
        return new QuestionFileReader().read(Files.writeString(folder.resolve(name), content));
    }
}
