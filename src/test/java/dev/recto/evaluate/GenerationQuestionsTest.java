package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.GenerationCheck;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new generation is asked before it answers, on real indexes. */
class GenerationQuestionsTest {
    private Application home;
    private CollectionRow collection;
    private CollectionRow poorer;
    private Path evaluation;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException, InterruptedException {
        home = Application.open(new Home(folder.resolve("home")), RectoConfig.DEFAULT);
        evaluation = Files.createDirectories(home.home().config().resolve("evaluation"));
        collection = home.catalog().collections().require("reports");
        poorer = home.catalog().collections().require("poorer");
        Path tower = Files.writeString(folder.resolve("tower.txt"), "The tower of the old town is 324 metres tall.");
        Path tea = Files.writeString(folder.resolve("tea.txt"), "The tea house opens at nine in the morning.");
        ingest(collection, tower, tea);
        ingest(poorer, tea);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void ingest(CollectionRow into, Path... files) throws InterruptedException {
        home.ingestor().ingest(into, new IngestRequest(List.of(files), Map.of(), false), IngestListener.SILENT);
    }

    private void questions(String... lines) throws IOException {
        Files.write(evaluation.resolve("reports.jsonl"), List.of(lines));
    }

    /** Returns what is said of the index of one collection where that of {@code reports} answers now. */
    private List<String> problems(CollectionRow nextOf) throws InterruptedException {
        var check = new GenerationQuestions(home.catalog(), home::assembly, home.parts(), evaluation, 5);
        try (HeldGeneration live = home.hold(collection);
                HeldGeneration next = home.hold(nextOf);
                PassageIndex.Snapshot now = live.index().snapshot();
                PassageIndex.Snapshot then = next.index().snapshot()) {
            return check.check(
                    collection,
                    new GenerationCheck.Candidate(next.row(), home.embedder(), then),
                    new GenerationCheck.Candidate(live.row(), home.embedder(), now));
        }
    }

    @Test
    void check_generationThatFindsAsMuch_hasNoProblem() throws Exception {
        questions("{\"question\":\"How tall is the tower?\",\"document\":\"tower.txt\"}");

        assertThat(problems(collection)).isEmpty();
    }

    @Test
    void check_ownEvaluationFell_isAProblemThatNamesFileAndTolerance() throws Exception {
        questions(
                "{\"question\":\"How tall is the tower?\",\"document\":\"tower.txt\"}",
                "{\"question\":\"When does the tea house open?\",\"expected\":\"nine\"}");

        assertThat(problems(poorer))
                .singleElement()
                .asString()
                .contains("reports.jsonl", "1 of 2", "reindex.tolerance_percent");
    }

    @Test
    void check_collectionWithoutEvaluation_isAskedCanariesAlone() throws Exception {
        assertThat(problems(collection)).isEmpty();
    }
}
