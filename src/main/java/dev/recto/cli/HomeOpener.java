package dev.recto.cli;

import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;

/** Puts the rooms together over a home. */
@FunctionalInterface
public interface HomeOpener {
    /**
     * Opens a home and holds it until closed.
     *
     * @throws dev.recto.catalog.HomeHeldException if another process holds it
     * @throws dev.recto.catalog.CatalogException if its catalogue is broken
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    OpenHome open(Home home, RectoConfig config);
}
