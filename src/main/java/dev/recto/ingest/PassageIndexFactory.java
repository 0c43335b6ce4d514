package dev.recto.ingest;

import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import java.nio.file.Path;
import java.util.List;

/** Opens the engine that keeps a generation's passages. */
public interface PassageIndexFactory {
    /**
     * Opens a generation's index, making it where the folder is missing or empty.
     *
     * @param folder the generation's own
     * @param fields one for each embedding model
     * @throws java.io.UncheckedIOException if the files are broken or the disk fails
     */
    PassageIndex open(Path folder, List<VectorField> fields);

    /** Returns the version of its analysis of words: an index made by another must be built again. */
    int analysisVersion();
}
