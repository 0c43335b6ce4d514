package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.Home;
import dev.recto.catalog.Originals;
import dev.recto.catalog.VectorCache;
import dev.recto.config.LimitsConfig;
import dev.recto.embed.Embedder;
import dev.recto.read.DocumentReader;
import java.util.function.Supplier;

/**
 * What ingest works with. What is costly to start is asked for only when there is something to do, so the suppliers should give
 * the same object each time.
 *
 * @param home where things lie; held by this process
 * @param catalog the rows
 * @param originals the bytes
 * @param vectors the vector cache
 * @param reader reads files; starts a worker
 * @param embedder embeds passages; loads models
 * @param indexes each collection's index
 * @param limits sizes and times
 */
public record IngestParts(
        Home home,
        Catalog catalog,
        Originals originals,
        Supplier<VectorCache> vectors,
        Supplier<DocumentReader> reader,
        Supplier<Embedder> embedder,
        CollectionIndexes indexes,
        LimitsConfig limits) {}
