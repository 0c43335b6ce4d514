package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to the folder of the indexes: it is noticed, said, and built again, and nothing that was taken in is read again. */
class DamagedIndexTest {
    private static final Random NOISE = new Random(7);

    private Path docs;
    private Path root;
    private TestHome house;

    /** What is done to one file. */
    enum Damage {
        DELETED,
        EMPTIED,
        HALVED,
        GARBAGE,
        ONE_BYTE;

        void to(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            switch (this) {
                case DELETED -> Files.delete(file);
                case EMPTIED -> Files.write(file, new byte[0]);
                case HALVED -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                case GARBAGE -> {
                    NOISE.nextBytes(bytes);
                    Files.write(file, bytes);
                }
                case ONE_BYTE -> {
                    bytes[bytes.length / 2] ^= 0x10;
                    Files.write(file, bytes);
                }
            }
        }
    }

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        root = temporary.resolve("home");
        docs = Files.createDirectories(temporary.resolve("docs"));
        house = new TestHome(root, new HashedWords());
        house.ingestNotes(docs, 20);
        Files.delete(docs.resolve("note-19.txt"));
        house.sync(docs); // so that there are marks of deleted passages
    }

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource
    void start_anyFileOfTheIndexDamaged_answersAsBefore(Damage damage) throws Exception {
        house.close();
        var wrong = new ArrayList<String>();
        for (int at = 0; at < indexFiles().size(); at++) {
            Path file = indexFiles().get(at);
            damage.to(file);
            house = new TestHome(root, new HashedWords());
            try {
                new IndexGuard(house.parts, house.ingestor, failure -> {}).look();
                assertThat(house.find("town7")).hasSize(1);
                assertThat(house.find("town19")).isEmpty();
                assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                        .isEmpty();
                assertThat(house.readersStarted).hasValue(0);
            } catch (Exception | AssertionError e) {
                wrong.add(file + ": " + String.valueOf(e.getMessage()).lines().findFirst());
                Folders.delete(house.home.index());
            }
            house.close();
            house = new TestHome(root, new HashedWords());
            house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT);
            house.close();
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void serve_everyOtherFileReplaced_isNoticedAndBuiltAgain(Damage damage) throws Exception {
        var guard = new IndexGuard(house.parts, house.ingestor, failure -> {});
        assertThat(house.find("town7")).hasSize(1); // so that it is open
        guard.look();
        List<Path> files = indexFiles();
        for (int at = 0; at < files.size(); at += 2) {
            Path other = Files.copy(files.get(at), docs.resolve("other"), StandardCopyOption.REPLACE_EXISTING);
            damage.to(other); // the file that is open is not cut off: its process would end
            if (Files.exists(other)) {
                Files.move(other, files.get(at), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(files.get(at));
            }
        }

        guard.look();

        assertThat(house.catalog.generations().events(house.collection.id(), 20))
                .filteredOn(event -> event.change() == GenerationChange.LOST)
                .hasSize(1);
        assertThat(house.find("town7")).hasSize(1);
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
        assertThat(house.catalog.generations().list(house.collection.id())).hasSize(1);
    }

    @Test
    void start_indexNewerThanTheCatalogue_answersNothingThatTheCatalogueLacks() throws Exception {
        house.close();
        Path catalog = house.home.catalogFile();
        Path older =
                Files.copy(catalog, docs.resolveSibling("older.db")); // as when a home is copied while it is served
        house = new TestHome(root, new HashedWords());
        Files.writeString(docs.resolve("ghost.txt"), "A ghost tells of the lighthouse.");
        house.ingest(docs);
        house.close();
        Files.copy(older, catalog, StandardCopyOption.REPLACE_EXISTING);
        house = new TestHome(root, new HashedWords());

        house.ingestor.rebuildForQuestion(house.collection);

        assertThat(house.find("lighthouse")).isEmpty();
        assertThat(house.find("town7")).hasSize(1);
        house.ingest(docs);
        assertThat(house.find("lighthouse")).hasSize(1);
    }

    @Test
    void start_generationKeptForTheWayBackDamaged_isDroppedAndSaid() throws Exception {
        var reindexer = new Reindexer(house.parts, house.ingestor, GenerationCheck.NONE);
        reindexer.run(house.collection, ReindexTask.build(true), ReindexListener.SILENT);
        Damage.ONE_BYTE.to(indexFiles().stream()
                .filter(file -> file.toString().endsWith(".cfs"))
                .findFirst()
                .orElseThrow());

        new IndexGuard(house.parts, house.ingestor, failure -> {}).look();

        assertThat(house.indexes.previous(house.collection)).isEmpty();
        assertThat(house.catalog.generations().events(house.collection.id(), 20))
                .anyMatch(event -> String.valueOf(event.sentence()).contains("kept no longer"));
        assertThat(house.find("town7")).hasSize(1);
    }

    private List<Path> indexFiles() throws IOException {
        try (Stream<Path> files = Files.walk(house.home.index())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("write.lock"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
