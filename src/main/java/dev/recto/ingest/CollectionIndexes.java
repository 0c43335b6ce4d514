package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.CollectionId;
import dev.recto.embed.Embedder;
import dev.recto.embed.EmbeddingModel;
import dev.recto.index.IndexNotDurableException;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.read.PassageSplitter;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of each collection, {@code index/<collection>/<generation>/}. Each generation is opened once and shared by whoever holds it:
 * the one that answers stays open, another until its last holder lets go, and only then do the files of one that is not kept go.
 */
public final class CollectionIndexes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionIndexes.class);
    private final Home home;
    private final Catalog catalog;
    private final Supplier<Embedder> embedder;
    private final @Nullable Supplier<Embedder> builtIn;
    private final PassageIndexFactory factory;
    private final Map<Key, Open> open = new HashMap<>();
    /** Number of the generation that answers, of each collection that was asked. */
    private final Map<CollectionId, Integer> answering = new HashMap<>();

    private record Key(CollectionId collection, int number) {}

    /** An open generation, and by how many it is held. */
    private static final class Open {
        private final PassageIndex index;
        private int holders;
        private boolean gone;

        Open(PassageIndex index) {
            this.index = index;
        }
    }

    /** Knows the configured models alone. */
    public CollectionIndexes(Home home, Catalog catalog, Supplier<Embedder> embedder, PassageIndexFactory factory) {
        this(home, catalog, embedder, null, factory);
    }

    /** @param builtIn the models that come with Recto, whatever is configured; null where the configured ones are all there are */
    public CollectionIndexes(
            Home home,
            Catalog catalog,
            Supplier<Embedder> embedder,
            @Nullable Supplier<Embedder> builtIn,
            PassageIndexFactory factory) {
        this.home = home;
        this.catalog = catalog;
        this.embedder = embedder;
        this.builtIn = builtIn;
        this.factory = factory;
    }

    /**
     * Holds the generation that answers for a collection. It may be behind the catalogue: {@link Ingestor#rebuildIfMissing} first makes
     * it whole.
     *
     * @throws IndexBrokenException if its files are broken
     */
    public synchronized HeldGeneration hold(CollectionRow collection) {
        GenerationRow generation = generation(collection);
        answering.put(collection.id(), generation.number());
        return hold(collection, generation);
    }

    /** Holds a generation, whether it answers or not. */
    synchronized HeldGeneration hold(CollectionRow collection, GenerationRow generation) {
        var key = new Key(collection.id(), generation.number());
        Open known = open.computeIfAbsent(key, missing -> new Open(openIndex(collection, generation)));
        known.holders++;
        return new HeldGeneration(generation, known.index, () -> release(key));
    }

    /**
     * Returns the index that answers for a collection, for as long as no other comes to answer; {@link #hold} is for whoever must
     * not be surprised by that.
     *
     * @throws IndexBrokenException if its files are broken
     */
    public synchronized PassageIndex live(CollectionRow collection) {
        try (HeldGeneration held = hold(collection)) {
            return held.index();
        }
    }

    /**
     * Returns what embeds passages and questions as a generation has them.
     *
     * @throws ModelGoneException if its models are neither built in nor configured
     */
    public Embedder embedder(CollectionRow collection, GenerationRow generation) {
        if (builtIn != null && covers(builtIn.get(), generation)) {
            return builtIn.get();
        }
        if (covers(embedder.get(), generation)) {
            return embedder.get();
        }
        throw new ModelGoneException(
                collection.name(),
                generation.number(),
                new TreeSet<>(generation.models().keySet()));
    }

    /** Returns the generation that answers, beginning the first where there is none. */
    synchronized GenerationRow generation(CollectionRow collection) {
        Optional<GenerationRow> live = catalog.generations().live(collection.id());
        if (live.isPresent()) {
            return live.get();
        }
        GenerationRow first = begin(collection, GenerationRow.Build.none(), "first");
        catalog.generations().switchTo(collection.id(), first.number(), "first");
        return first;
    }

    /** Begins a generation with the models and versions of today. */
    GenerationRow begin(CollectionRow collection, GenerationRow.Build build, String cause) {
        return catalog.generations().begin(today(collection, build), cause);
    }

    /** Returns whether a generation was made with the models and versions of today. */
    boolean upToDate(CollectionRow collection, GenerationRow generation) {
        GenerationRow today = today(collection, GenerationRow.Build.none());
        return generation.models().equals(today.models())
                && generation.reader() == today.reader()
                && generation.splitter() == today.splitter()
                && sameAnalysis(generation);
    }

    /** Returns whether questions can be asked of a generation's index as it is, whatever read, split and embedded its documents. */
    boolean sameAnalysis(GenerationRow generation) {
        return generation.analysis() == factory.analysisVersion();
    }

    /** Returns whether the index that answers is open and has lost files. */
    synchronized boolean lost(CollectionRow collection) {
        Integer number = answering.get(collection.id());
        Open known = number == null ? null : open.get(new Key(collection.id(), number));
        return known != null && !known.index.hasItsFiles();
    }

    /** Returns whether a generation has files. */
    boolean hasFiles(GenerationRow generation) {
        return Files.isDirectory(folder(generation));
    }

    /** Lets a finished generation answer, keeps the one that did for the way back, and removes every other. */
    synchronized void switchTo(CollectionRow collection, GenerationRow generation, String cause) {
        catalog.generations().switchTo(collection.id(), generation.number(), cause);
        answering.put(collection.id(), generation.number());
        tidy(collection);
    }

    /**
     * Removes what a collection's generations left behind: those that neither answer nor are kept for the way back nor are being built,
     * and folders that belong to none.
     */
    synchronized void tidy(CollectionRow collection) {
        List<GenerationRow> all = catalog.generations().list(collection.id());
        Optional<GenerationRow> before = previous(collection);
        Set<String> kept = new HashSet<>();
        for (GenerationRow one : all) {
            boolean keep = one.live()
                    || !one.build().ready()
                    || before.filter(one::equals).isPresent();
            if (keep) {
                kept.add(String.valueOf(one.number()));
            } else {
                catalog.generations().forget(collection.id(), one.number());
            }
            closeIfIdle(new Key(collection.id(), one.number()), one.live());
        }
        removeFoldersExcept(collection.id(), kept);
    }

    /** Returns the generation that answered before the one that does, where it is kept. */
    Optional<GenerationRow> previous(CollectionRow collection) {
        return catalog.generations().list(collection.id()).stream()
                .filter(one -> !one.live() && one.build().ready() && one.build().liveSince() != null)
                .max(Comparator.comparing(
                        one -> Objects.requireNonNull(one.build().liveSince())));
    }

    /** Removes a generation that was begun and is not wanted any more. */
    synchronized void discard(CollectionRow collection, GenerationRow generation) {
        catalog.generations().forget(collection.id(), generation.number());
        tidy(collection);
    }

    /** Closes and removes everything a collection has here; its rows are the caller's business. */
    public synchronized void delete(CollectionRow collection) {
        answering.remove(collection.id());
        for (Key key : List.copyOf(open.keySet())) {
            if (key.collection().equals(collection.id())) {
                closeIfIdle(key, false);
            }
        }
        removeFoldersExcept(collection.id(), Set.of());
    }

    @Override
    public synchronized void close() {
        open.values().forEach(one -> closeCalmly(one.index));
        open.clear();
    }

    private PassageIndex openIndex(CollectionRow collection, GenerationRow generation) {
        List<VectorField> fields = generation.models().entrySet().stream()
                .map(model -> new VectorField(model.getKey(), model.getValue()))
                .toList();
        try {
            return new LivingIndex(factory.open(Files.createDirectories(folder(generation)), fields), catalog);
        } catch (IndexNotDurableException e) {
            throw new StorageFailedException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new IndexBrokenException(collection.name(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of an index: " + e.getMessage(), e);
        }
    }

    private synchronized void release(Key key) {
        Open known = open.get(key);
        if (known == null) {
            return; // all was closed meanwhile
        }
        known.holders--;
        closeIfIdle(key, Integer.valueOf(key.number()).equals(answering.get(key.collection())));
    }

    private void closeIfIdle(Key key, boolean live) {
        Open known = open.get(key);
        if (known != null && known.holders == 0 && !live) {
            open.remove(key);
            closeCalmly(known.index);
            if (known.gone) {
                removeFolder(home.index().resolve(key.collection().value()).resolve(String.valueOf(key.number())));
            }
        }
    }

    /** What it holds is what was committed, however it closes; where its files are gone it cannot close well, and nobody needs it. */
    private static void closeCalmly(PassageIndex index) {
        try {
            index.close();
        } catch (UncheckedIOException e) {
            LOG.warn("An index did not close well; what it held is what was committed.", e);
        }
    }

    private GenerationRow today(CollectionRow collection, GenerationRow.Build build) {
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
                factory.analysisVersion(),
                build);
    }

    private static boolean covers(Embedder embedder, GenerationRow generation) {
        return embedder.models().stream()
                .collect(Collectors.toMap(EmbeddingModel::id, EmbeddingModel::dimensions))
                .equals(generation.models());
    }

    private Path folder(GenerationRow generation) {
        return home.index().resolve(generation.collection().value()).resolve(String.valueOf(generation.number()));
    }

    private void removeFoldersExcept(CollectionId collection, Set<String> kept) {
        Path folder = home.index().resolve(collection.value());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> generations = Files.list(folder)) {
            for (Path generation : generations.toList()) {
                String name = String.valueOf(generation.getFileName());
                if (!kept.contains(name)) {
                    Open held = held(collection, name);
                    if (held == null) {
                        removeFolder(generation);
                    } else {
                        held.gone = true;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The indexes in " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private @Nullable Open held(CollectionId collection, String name) {
        return open.entrySet().stream()
                .filter(one -> one.getKey().collection().equals(collection)
                        && String.valueOf(one.getKey().number()).equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void removeFolder(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("An old index in " + folder + " could not be removed: " + e.getMessage(), e);
        }
    }
}
