package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.Home;
import dev.recto.document.CollectionId;
import dev.recto.embed.Embedder;
import dev.recto.embed.EmbeddingModel;
import dev.recto.index.FileState;
import dev.recto.index.IndexFormatException;
import dev.recto.index.PassageIndex;
import dev.recto.read.PassageSplitter;
import dev.recto.read.ReaderVersion;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;

/** The generations of each collection's index: which of them answers, which are kept beside it, and what each is made with. */
public final class CollectionIndexes implements AutoCloseable {
    private final Catalog catalog;
    private final Supplier<Embedder> embedder;
    private final @Nullable Supplier<Embedder> builtIn;
    private final PassageIndexFactory factory;
    private final OpenGenerations open;
    /** Number of the generation that is built from nothing just now, by collection: it does not answer yet, and is not to be tidied away. */
    private final Map<CollectionId, Integer> rebuilding = new HashMap<>();

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
        this.catalog = catalog;
        this.embedder = embedder;
        this.builtIn = builtIn;
        this.factory = factory;
        this.open = new OpenGenerations(home, catalog, factory);
        open.keepOnly(
                catalog.collections().list().stream().map(CollectionRow::id).collect(Collectors.toSet()));
    }

    /**
     * Holds the generation that answers for a collection. It may be behind the catalogue: {@link Ingestor#rebuildIfMissing} first makes
     * it whole.
     *
     * @throws IndexBrokenException if its files are damaged
     */
    public synchronized HeldGeneration hold(CollectionRow collection) {
        GenerationRow generation = generation(collection);
        open.answers(collection, generation);
        return open.hold(collection, generation);
    }

    /** Holds a generation, whether it answers or not. */
    HeldGeneration hold(CollectionRow collection, GenerationRow generation) {
        return open.hold(collection, generation);
    }

    /**
     * Returns the index that answers for a collection, for as long as no other comes to answer; {@link #hold} is for whoever must
     * not be surprised by that.
     *
     * @throws IndexBrokenException if its files are damaged
     */
    public PassageIndex live(CollectionRow collection) {
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
        if (builtIn != null && models(builtIn.get()).equals(generation.models())) {
            return builtIn.get();
        }
        if (models(embedder.get()).equals(generation.models())) {
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

    /** Begins a generation that is built from nothing in place of one that cannot be asked; it is kept until {@link #endRebuild}. */
    synchronized GenerationRow beginRebuild(CollectionRow collection) {
        GenerationRow next = begin(collection, GenerationRow.Build.none(), "rebuild");
        rebuilding.put(collection.id(), next.number());
        return next;
    }

    /** Says that a building from nothing has ended; what came to nothing is tidied away by the next. */
    synchronized void endRebuild(CollectionRow collection) {
        rebuilding.remove(collection.id());
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

    /** Returns whether a generation has files. */
    boolean hasFiles(GenerationRow generation) {
        return Files.isDirectory(open.folder(generation));
    }

    /** Returns what became of the files of an index that answers, where it is open; one that is not is looked at when it is opened. */
    FileState filesWhileOpen(CollectionRow collection, GenerationRow live) {
        Optional<HeldGeneration> there = open.holdOpen(collection, live);
        if (there.isEmpty()) {
            return FileState.IN_PLACE;
        }
        try (HeldGeneration held = there.get()) {
            return held.index().files();
        }
    }

    /** Returns why a generation cannot be asked, as the end of a sentence that names it; null where it can. Reads its files through. */
    @Nullable
    String damage(CollectionRow collection, GenerationRow generation) {
        String unusable = unusable(collection, generation);
        if (unusable != null) {
            return unusable;
        }
        try (HeldGeneration held = hold(collection, generation)) {
            return switch (held.index().files()) {
                case IN_PLACE -> null;
                case MISSING -> "has lost files";
                case DAMAGED -> "is damaged";
            };
        }
    }

    /** Returns why a generation cannot be asked, as far as is seen by opening it; null where it can. */
    @Nullable
    String unusable(CollectionRow collection, GenerationRow generation) {
        boolean taken = catalog.documents().anyCommitted(collection.id());
        if (!hasFiles(generation)) {
            return taken ? "has no files" : null;
        }
        try (HeldGeneration held = hold(collection, generation)) {
            long position = held.index().ledgerPosition();
            if (position == 0 && taken) {
                return "has lost its files";
            }
            return position > catalog.ledger().last()
                    ? "is newer than the catalogue, as in a home that was copied while it ran"
                    : null;
        } catch (IndexBrokenException damaged) {
            return "is damaged (" + damaged.why() + ")";
        } catch (IndexFormatException other) {
            return "was written by another version";
        }
    }

    /** Lets a finished generation answer, keeps the one that did for the way back, and removes every other. */
    synchronized void switchTo(CollectionRow collection, GenerationRow generation, String cause) {
        catalog.generations().switchTo(collection.id(), generation.number(), cause);
        open.answers(collection, generation);
        tidy(collection);
    }

    /** Lets a finished generation answer in place of one that is damaged, which goes; what is kept for the way back stays kept. */
    synchronized void replace(CollectionRow collection, GenerationRow damaged, GenerationRow next) {
        catalog.generations().switchTo(collection.id(), next.number(), "rebuild");
        catalog.generations().forget(collection.id(), damaged.number());
        open.answers(collection, next);
        tidy(collection);
    }

    /**
     * Removes what a collection's generations left behind: those that neither answer nor are kept for the way back nor are being built,
     * and folders that belong to none.
     */
    synchronized void tidy(CollectionRow collection) {
        List<GenerationRow> all = catalog.generations().list(collection.id());
        Optional<GenerationRow> before = previous(all);
        Set<Integer> kept = new HashSet<>();
        for (GenerationRow one : all) {
            boolean keep = one.live()
                    || !one.build().ready()
                    || before.filter(one::equals).isPresent()
                    || Integer.valueOf(one.number()).equals(rebuilding.get(collection.id()));
            if (keep) {
                kept.add(one.number());
            } else {
                catalog.generations().forget(collection.id(), one.number());
            }
        }
        open.keepOnly(collection.id(), kept);
    }

    /** Returns the generation that answered before the one that does, where it is kept. */
    Optional<GenerationRow> previous(CollectionRow collection) {
        return previous(catalog.generations().list(collection.id()));
    }

    private static Optional<GenerationRow> previous(List<GenerationRow> all) {
        return all.stream()
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
        open.delete(collection.id());
    }

    @Override
    public synchronized void close() {
        open.close();
    }

    private GenerationRow today(CollectionRow collection, GenerationRow.Build build) {
        return new GenerationRow(
                collection.id(),
                0,
                Instant.now(),
                false,
                models(embedder.get()),
                ReaderVersion.CURRENT,
                PassageSplitter.VERSION,
                factory.analysisVersion(),
                build);
    }

    private static Map<String, Integer> models(Embedder embedder) {
        return embedder.models().stream().collect(Collectors.toMap(EmbeddingModel::id, EmbeddingModel::dimensions));
    }
}
