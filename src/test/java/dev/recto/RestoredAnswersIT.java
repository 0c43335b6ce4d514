package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.benchmark.RestoredAnswers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples in a home that is backed up, wiped and restored; the run over 200 questions of XQuAD is {@link RestoredAnswers}' own. */
class RestoredAnswersIT {
    @TempDir
    Path folder;

    @Test
    void restore_afterTheHomeIsWiped_answersEveryQuestionAsBefore() throws Exception {
        RestoredAnswers.Result result = RestoredAnswers.run(
                folder,
                List.of(Path.of("data/samples")),
                List.of(
                        "How much notice must be given to end the lease early?",
                        "How large is the deposit the tenant pays?",
                        "How long are backups of the laboratory server kept?",
                        "What is the training budget of each employee?",
                        "How much energy did the downstream row lose?",
                        "Who funded the work on the tidal array?",
                        "What does the data logger with 16 channels cost?",
                        "Which firmware version fixes the clock drift?",
                        "住在亲友家中每晚补贴多少？",
                        "出差借款的上限是多少？",
                        "临时警戒区的申请由谁负责？",
                        "What is the capital of Mongolia?",
                        "牛顿第二定律是什么？"));

        assertThat(result.different()).isEmpty();
        assertThat(result.asked()).isEqualTo(13);
        assertThat(result.answered()).isEqualTo(11);
    }
}
