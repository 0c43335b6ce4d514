package dev.recto;

import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.ingest.PassageIndexFactory;
import java.nio.file.Path;
import java.util.List;

/** Keeps every generation in a Lucene index of its own. */
final class LuceneIndexes implements PassageIndexFactory {
    @Override
    public PassageIndex open(Path folder, List<VectorField> fields) {
        return LuceneIndex.open(folder, fields);
    }

    @Override
    public int analysisVersion() {
        return LuceneIndex.FORMAT;
    }
}
