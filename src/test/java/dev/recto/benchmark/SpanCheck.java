package dev.recto.benchmark;

import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.document.Part;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import java.nio.file.Path;

/**
 * Compares every passage of a home's default collection, and every sentence of it, with the stored part at its offsets:
 * {@code SpanCheck HOME}.
 */
public final class SpanCheck {
    private SpanCheck() {}

    public static void main(String[] args) {
        int passages = 0;
        int sentences = 0;
        int wrong = 0;
        try (Application application = Application.open(new Home(Path.of(args[0])), RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            try (var held = application.hold(collection);
                    PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                for (DocumentRow document : application
                        .catalog()
                        .documents()
                        .list(collection.id(), null, null, 1000)
                        .documents()) {
                    for (FoundPassage found : snapshot.passages(document.id())) {
                        Part part = application
                                .parts()
                                .part(
                                        found.document().content(),
                                        found.passage().span().part());
                        passages++;
                        wrong += found.passage()
                                        .span()
                                        .range()
                                        .of(part.text())
                                        .equals(found.passage().text())
                                ? 0
                                : 1;
                        for (int i = 0; i < found.passage().sentences().size(); i++) {
                            TextRange range = found.passage().sentences().get(i);
                            sentences++;
                            wrong +=
                                    range.of(part.text()).equals(found.passage().sentence(i)) ? 0 : 1;
                            wrong += part.width() > 0
                                            && part.layout().boxes(range).isEmpty()
                                    ? 1
                                    : 0;
                        }
                    }
                }
            }
        }
        System.out.printf(
                "%,d passages, %,d sentences: %d differ from their part or have no box%n", passages, sentences, wrong);
    }
}
