package dev.recto.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's schema, step by step: {@code 0001.sql}, {@code 0002.sql} …, each applied in one transaction together with its
 * number in {@code PRAGMA user_version}.
 */
final class Migrations {
    private Migrations() {}

    /**
     * Brings a database to the newest step.
     *
     * @throws CatalogException if it comes from a newer Recto
     */
    static void apply(Database database, Path file) throws SQLException {
        int version = database.read(handle ->
                handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one());
        int newest = newest();
        if (version > newest) {
            throw new CatalogException(
                    "The catalogue " + file + " was written by a newer Recto (its version is " + version
                            + ", this Recto knows up to " + newest + "). Use that newer Recto, or restore a backup.",
                    null);
        }
        for (int step = version + 1; step <= newest; step++) {
            apply(database, step);
        }
    }

    private static void apply(Database database, int step) throws SQLException {
        String script = script(step) + "\nPRAGMA user_version = " + step + ";";
        database.write(handle -> {
            try (Statement statement = handle.getConnection().createStatement()) {
                return statement.executeUpdate(script);
            }
        });
    }

    /** Returns the newest step. */
    static int newest() {
        int step = 0;
        while (script(step + 1) != null) {
            step++;
        }
        return step;
    }

    private static @Nullable String script(int step) {
        try (InputStream in = Migrations.class.getResourceAsStream("%04d.sql".formatted(step))) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
