package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.Home;
import dev.recto.document.CollectionId;
import dev.recto.embed.Embedder;
import dev.recto.embed.EmbeddingModel;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.read.PassageSplitter;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The index of each collection, {@code index/<collection>/<generation>/}, opened once and shared by whoever asks and ingests. */
public final class CollectionIndexes implements AutoCloseable {
    private final Home home;
    private final Catalog catalog;
    private final Supplier<Embedder> embedder;
    private final PassageIndexFactory factory;
    private final Map<CollectionId, Open> open = new HashMap<>();

    private record Open(GenerationRow generation, PassageIndex index) {}

    public CollectionIndexes(Home home, Catalog catalog, Supplier<Embedder> embedder, PassageIndexFactory factory) {
        this.home = home;
        this.catalog = catalog;
        this.embedder = embedder;
        this.factory = factory;
    }

    /**
     * Returns the index that answers for a collection, opened until this is closed; callers must not close it. It may be behind
     * the catalogue: {@link Ingestor#rebuildIfMissing} first makes it whole.
     *
     * @throws IndexBrokenException if its files are broken
     */
    public PassageIndex live(CollectionRow collection) {
        return open(collection, generation(collection));
    }

    /** Returns the generation that answers, beginning the first where there is none. */
    synchronized GenerationRow generation(CollectionRow collection) {
        Optional<GenerationRow> live = catalog.generations().live(collection.id());
        if (live.isPresent()) {
            return live.get();
        }
        GenerationRow first = begin(collection);
        catalog.generations().switchTo(collection.id(), first.number());
        return first;
    }

    /** Begins a generation with the models and versions of today. */
    GenerationRow begin(CollectionRow collection) {
        return catalog.generations().begin(today(collection));
    }

    /** Returns whether a generation was made with the models and versions of today. */
    boolean upToDate(CollectionRow collection, GenerationRow generation) {
        GenerationRow today = today(collection);
        return generation.models().equals(today.models()) && sameVersions(generation);
    }

    /** Returns whether a generation was made with the versions of today, whatever its models. */
    boolean sameVersions(GenerationRow generation) {
        return generation.reader() == ReaderVersion.CURRENT
                && generation.splitter() == PassageSplitter.VERSION
                && generation.analysis() == factory.analysisVersion();
    }

    /** Returns whether a generation has files. */
    boolean hasFiles(GenerationRow generation) {
        return Files.isDirectory(folder(generation));
    }

    /** Opens a generation, which then is the collection's open one. */
    synchronized PassageIndex open(CollectionRow collection, GenerationRow generation) {
        Open now = open.get(collection.id());
        if (now != null && now.generation().number() == generation.number()) {
            return now.index();
        }
        close(collection.id());
        PassageIndex index = build(collection, generation);
        open.put(collection.id(), new Open(generation, index));
        return index;
    }

    /** Opens a generation beside the one that answers; the caller closes it. */
    PassageIndex build(CollectionRow collection, GenerationRow generation) {
        List<VectorField> fields = generation.models().entrySet().stream()
                .map(model -> new VectorField(model.getKey(), model.getValue()))
                .toList();
        try {
            return factory.open(Files.createDirectories(folder(generation)), fields);
        } catch (UncheckedIOException e) {
            throw new IndexBrokenException(collection.name(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of an index: " + e.getMessage(), e);
        }
    }

    /** Lets a finished generation answer, and removes every other. */
    synchronized void switchTo(CollectionRow collection, GenerationRow generation) {
        catalog.generations().switchTo(collection.id(), generation.number());
        close(collection.id());
        for (GenerationRow other : catalog.generations().list(collection.id())) {
            if (other.number() != generation.number()) {
                catalog.generations().forget(collection.id(), other.number());
            }
        }
        removeFoldersExcept(collection.id(), String.valueOf(generation.number()));
    }

    /** Closes and removes everything a collection has here; its rows are the caller's business. */
    public synchronized void delete(CollectionRow collection) {
        close(collection.id());
        removeFoldersExcept(collection.id(), null);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(one -> one.index().close());
        open.clear();
    }

    private void close(CollectionId collection) {
        Open known = open.remove(collection);
        if (known != null) {
            known.index().close();
        }
    }

    private GenerationRow today(CollectionRow collection) {
        Map<String, Integer> models = embedder.get().models().stream()
                .collect(Collectors.toMap(EmbeddingModel::id, EmbeddingModel::dimensions));
        return new GenerationRow(
                collection.id(),
                0,
                Instant.now(),
                false,
                models,
                ReaderVersion.CURRENT,
                PassageSplitter.VERSION,
                factory.analysisVersion());
    }

    private Path folder(GenerationRow generation) {
        return home.index().resolve(generation.collection().value()).resolve(String.valueOf(generation.number()));
    }

    private void removeFoldersExcept(CollectionId collection, @Nullable String kept) {
        Path folder = home.index().resolve(collection.value());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> generations = Files.list(folder)) {
            for (Path generation : generations.toList()) {
                if (!generation.endsWith(String.valueOf(kept))) {
                    Folders.delete(generation);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An old index in " + folder + " could not be removed: " + e.getMessage(), e);
        }
    }
}
