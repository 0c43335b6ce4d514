package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.CollectionId;
import dev.recto.index.IndexDamagedException;
import dev.recto.index.IndexNotDurableException;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations that are open, {@code index/<collection>/<generation>/}. Each is opened once and shared by whoever holds it: the one that
 * answers stays open, another until its last holder lets go, and only then do the files of one that is not kept go.
 */
final class OpenGenerations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenGenerations.class);

    private final Home home;
    private final Catalog catalog;
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

    OpenGenerations(Home home, Catalog catalog, PassageIndexFactory factory) {
        this.home = home;
        this.catalog = catalog;
        this.factory = factory;
    }

    /**
     * Holds a generation.
     *
     * @throws IndexBrokenException if its files are damaged
     */
    synchronized HeldGeneration hold(CollectionRow collection, GenerationRow generation) {
        var key = new Key(collection.id(), generation.number());
        Open known = open.computeIfAbsent(key, missing -> new Open(openIndex(collection, generation)));
        known.holders++;
        return new HeldGeneration(generation, known.index, () -> release(key));
    }

    /** Says which generation answers for a collection: it stays open from its next holder on. */
    synchronized void answers(CollectionRow collection, GenerationRow generation) {
        answering.put(collection.id(), generation.number());
    }

    /** Holds the generation that answers, where that is open already. */
    synchronized Optional<HeldGeneration> holdOpen(CollectionRow collection, GenerationRow live) {
        boolean there = open.containsKey(new Key(collection.id(), live.number()));
        return there ? Optional.of(hold(collection, live)) : Optional.empty();
    }

    /** Removes the files of every generation but some; those that somebody holds go with their last holder. */
    synchronized void keepOnly(CollectionId collection, Set<Integer> kept) {
        List.copyOf(open.keySet()).stream()
                .filter(key -> key.collection().equals(collection))
                .forEach(this::closeIfIdle);
        Path folder = home.index().resolve(collection.value());
        if (!Files.isDirectory(folder)) {
            removeFolder(folder); // what lies in its place, if anything: nothing here is the only copy of anything
            return;
        }
        try (Stream<Path> generations = Files.list(folder)) {
            for (Path generation : generations.toList()) {
                if (kept.stream().noneMatch(number -> generation.endsWith(number.toString()))) {
                    remove(collection, generation);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The indexes in " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Closes and removes all generations of a collection, and its folder where nobody holds any. */
    synchronized void delete(CollectionId collection) {
        answering.remove(collection);
        keepOnly(collection, Set.of());
        if (open.keySet().stream().noneMatch(key -> key.collection().equals(collection))) {
            removeFolder(home.index().resolve(collection.value()));
        }
    }

    /** Removes the indexes of collections that are no more, as a crash leaves one between the end of its rows and that of its files. */
    synchronized void keepOnly(Set<CollectionId> collections) {
        if (!Files.isDirectory(home.index())) {
            return;
        }
        try (Stream<Path> folders = Files.list(home.index())) {
            for (Path folder : folders.toList()) {
                String name = String.valueOf(folder.getFileName());
                if (CollectionId.is(name) && !collections.contains(new CollectionId(name))) {
                    removeFolder(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The indexes in " + home.index() + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Returns where a generation's files lie. */
    Path folder(GenerationRow generation) {
        return folder(new Key(generation.collection(), generation.number()));
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
            return new LivingIndex(factory.open(folder(generation), fields), catalog);
        } catch (IndexNotDurableException e) {
            throw new StorageFailedException(String.valueOf(e.getMessage()), e);
        } catch (IndexDamagedException e) {
            throw new IndexBrokenException(collection.name(), e);
        }
    }

    private synchronized void release(Key key) {
        Open known = open.get(key);
        if (known == null) {
            return; // all was closed meanwhile
        }
        known.holders--;
        closeIfIdle(key);
    }

    private void closeIfIdle(Key key) {
        Open known = Objects.requireNonNull(open.get(key));
        if (known.holders == 0 && !Integer.valueOf(key.number()).equals(answering.get(key.collection()))) {
            open.remove(key);
            closeCalmly(known.index);
            if (known.gone) {
                removeFolder(folder(key));
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

    private void remove(CollectionId collection, Path generation) {
        Optional<Open> held = open.entrySet().stream()
                .filter(one -> one.getKey().collection().equals(collection)
                        && generation.endsWith(String.valueOf(one.getKey().number())))
                .map(Map.Entry::getValue)
                .findFirst();
        if (held.isPresent()) {
            held.get().gone = true;
        } else {
            removeFolder(generation);
        }
    }

    private Path folder(Key key) {
        return home.index().resolve(key.collection().value()).resolve(String.valueOf(key.number()));
    }

    /** A folder that cannot be removed now, as one that another program looks into, must not fail whoever switched, asked or started. */
    private static void removeFolder(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            LOG.warn(
                    "An old index in {} could not be removed ({}); the next re-index or start tries again.", folder, e);
        }
    }
}
