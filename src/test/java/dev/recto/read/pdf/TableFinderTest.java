package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFinderTest {
    private static TextRun run(String text, float start, float baseline) {
        var edges = new float[text.length() + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = start + 5 * i;
        }
        return new TextRun(text, edges, baseline, baseline - 8, baseline + 2, 10, false, false, Turn.NONE);
    }

    private static Row row(int index, float second) {
        return new Row(List.of(run("label", 72, 12f * index), run("words", second, 12f * index)));
    }

    @Test
    void find_cellsThatLineUp_areOneTable() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 6; i++) {
            rows.add(row(i, 300 + i % 2));
        }
        assertThat(TableFinder.find(rows)).containsExactly(new TableFinder.Stretch(0, 6));
    }

    @Test
    void find_countlessRowsThatLineUpNowhere_ends() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 8_000; i++) {
            rows.add(row(i, 300 + 40f * i));
        }
        assertThat(TableFinder.find(rows)).isEmpty();
    }
}
