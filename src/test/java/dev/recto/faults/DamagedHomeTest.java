package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CatalogException;
import dev.recto.catalog.Folders;
import dev.recto.catalog.HomeHeldException;
import dev.recto.ingest.Backups;
import dev.recto.ingest.IndexGuard;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a home behind Recto's back: a clear word, nothing lost, and recovery without taking anything in again. */
class DamagedHomeTest {
    @TempDir
    Path folder;

    private FaultHome open(Path home) throws IOException, InterruptedException {
        return new FaultHome(home, FaultPoints.NONE, failure -> {});
    }

    @Test
    void home_indexDeletedWhileItIsServed_losesNothing() throws Exception {
        Path home = folder.resolve("home");
        try (var house = open(home)) {
            house.put(Map.of("a", "alpha one."));
            house.settle();
            Folders.delete(house.home.index());
            house.put(Map.of("b", "beta two."));

            new IndexGuard(house.parts, house.ingestor, failure -> {}).look();
            house.settle();

            assertThat(house.find("alpha")).containsExactly("a");
            assertThat(house.find("beta")).containsExactly("b");
        }
        try (var house = open(home)) {
            house.settle();
            assertThat(house.find("alpha")).containsExactly("a");
            assertThat(house.find("beta")).containsExactly("b");
            assertThat(house.consistency.check(List.of(house.collection))).isEmpty();
        }
    }

    @Test
    void home_catalogueOfANewerRecto_isRefusedByName() throws Exception {
        Path home = folder.resolve("home");
        Path catalog;
        try (var house = open(home)) {
            catalog = house.home.catalogFile();
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + catalog);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + (Catalog.newestVersion() + 1));
        }

        assertThatThrownBy(() -> Catalog.open(catalog))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("newer Recto");
    }

    @Test
    void home_copiedWhileItIsHeld_opensBesideIt() throws Exception {
        Path home = folder.resolve("home");
        Path copy = folder.resolve("copy");
        try (var house = open(home)) {
            house.put(Map.of("a", "alpha one."));
            house.settle();
            assertThatThrownBy(() -> open(home)).isInstanceOf(HomeHeldException.class);
            copy(home, copy);
            try (var other = open(copy)) {
                assertThat(other.find("alpha")).containsExactly("a");
                assertThat(other.consistency.check(List.of(other.collection))).isEmpty();
            }
        }
    }

    @Test
    void backup_clockWentBack_staysTheNewest() throws Exception {
        try (var house = open(folder.resolve("home"))) {
            Path backups = folder.resolve("backups");
            Files.createDirectories(backups.resolve("29991231T235959999Z"));

            String id =
                    new Backups(house.parts, house.ingestor).take(backups, 0).id();

            assertThat(id).isEqualTo("30000101T000000000Z");
        }
    }

    @Test
    void case10_archiveEntriesThatLeadElsewhere_areWrittenNowhere() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("docs"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(docs.resolve("evil.zip")), StandardCharsets.UTF_8)) {
            for (String name : List.of("../../canary.txt", "/tmp/recto-canary.txt", "..\\canary.txt", "fine.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("Words of " + name).getBytes(StandardCharsets.UTF_8));
            }
        }
        try (var house = open(folder.resolve("home"))) {
            house.ingestor.ingest(
                    house.collection, new IngestRequest(List.of(docs), Map.of(), false), IngestListener.SILENT);

            assertThat(house.rows()).isNotEmpty();
        }
        var names = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains("canary"))
                    .forEach(names::add);
        }
        assertThat(names).isEmpty();
        assertThat(Path.of("/tmp/recto-canary.txt")).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
