package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.Application;
import dev.recto.catalog.CatalogException;
import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationEvent;
import dev.recto.catalog.Home;
import dev.recto.catalog.VectorCache;
import dev.recto.config.RectoConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be built again is, without anybody taking a file in again: index, readings, vectors, pictures of pages. */
class RepairTest {
    private Path docs;
    private TestHome house;
    private Path root;

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        root = temporary.resolve("home");
        docs = Files.createDirectories(temporary.resolve("docs"));
        house = new TestHome(root, new HashedWords());
        house.ingestNotes(docs, 20);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void reopen() throws IOException {
        house.close();
        house = new TestHome(root, new HashedWords());
    }

    private List<String> check() {
        return new Consistency(house.parts).check(List.of(house.collection));
    }

    private List<String> repair() throws InterruptedException {
        return new Consistency(house.parts).repair(List.of(house.collection), IngestListener.SILENT);
    }

    private List<Path> indexFiles() throws IOException {
        try (Stream<Path> files = Files.walk(house.home.index())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("write.lock"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private void deleteIndex(String how) throws IOException {
        List<Path> files = indexFiles();
        switch (how) {
            case "whole folder" -> Folders.delete(house.home.index());
            case "commit" -> {
                for (Path file : files) {
                    if (file.getFileName().toString().startsWith("segments_")) {
                        Files.delete(file);
                    }
                }
            }
            case "one of its files" ->
                Files.delete(files.stream()
                        .filter(file -> !file.getFileName().toString().startsWith("segments_"))
                        .findFirst()
                        .orElseThrow());
            default -> throw new IllegalArgumentException(how);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole folder", "commit", "one of its files"})
    void mend_indexDeletedUnderAnOpenHome_isNoticedSaidAndBuiltAgain(String what) throws Exception {
        int readers = house.readersStarted.get();
        var guard = new IndexGuard(house.parts, house.ingestor, failure -> {});
        guard.look();
        assertThat(events()).extracting(GenerationEvent::change).doesNotContain(GenerationChange.LOST);
        deleteIndex(what);
        assertThat(house.find("town7")).hasSize(1); // from the files that are still open

        guard.look();

        assertThat(events())
                .anyMatch(event -> event.change() == GenerationChange.LOST
                        && String.valueOf(event.sentence()).contains("built again from what was read"));
        assertThat(house.find("town7")).hasSize(1);
        assertThat(check()).isEmpty();
        assertThat(house.readersStarted).hasValue(readers);
        Files.writeString(docs.resolve("late.txt"), "A late note tells of the lighthouse.");
        house.ingest(docs);
        assertThat(house.find("lighthouse")).hasSize(1);
        reopen();
        assertThat(house.find("lighthouse")).hasSize(1);
    }

    private List<GenerationEvent> events() {
        return house.catalog.generations().events(house.collection.id(), 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole folder", "commit", "one of its files"})
    void ingest_indexDeletedUnderAnOpenHome_comesInOnceItIsBuiltAgain(String what) throws Exception {
        deleteIndex(what);
        Files.writeString(docs.resolve("late.txt"), "A late note tells of the lighthouse.");
        try {
            house.ingest(docs); // builds it again where it sees that, and else leaves the file waiting
        } catch (UncheckedIOException cannotBeWritten) {
            new IndexGuard(house.parts, house.ingestor, failure -> {}).look();
            house.ingest(docs);
        }

        assertThat(house.find("lighthouse")).hasSize(1);
        assertThat(house.find("town7")).hasSize(1);
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole folder", "commit", "one of its files"})
    void repair_indexDeletedWhileNobodyServed_isBuiltAgain(String what) throws Exception {
        house.close();
        deleteIndex(what);
        house = new TestHome(root, new HashedWords());
        assertThat(check()).isNotEmpty();

        assertThat(repair()).anyMatch(done -> done.contains("Built the index of 'default' again."));

        assertThat(check()).isEmpty();
        assertThat(house.find("town7")).hasSize(1);
        assertThat(house.readersStarted).hasValue(0);
    }

    @Test
    void repair_everyReadingGone_readsTheOriginalsAgain() throws Exception {
        Folders.empty(house.home.read());
        assertThat(check()).hasSize(20).allMatch(line -> line.startsWith("What was read of"));

        repair();

        assertThat(check()).isEmpty();
        var content = house.row("note-7.txt").content();
        assertThat(new StoredReadings(house.home).part(content, 1).text()).contains("town7");
    }

    @Test
    void repair_damagedVectors_beginsAnEmptyCacheThatTheNextRebuildFills() throws Exception {
        house.close();
        Path file = house.home.vectorFile();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 4_096; at + 512 < bytes.length(); at += 1_024) { // every page but the first
                bytes.seek(at);
                bytes.write(new byte[512]);
            }
        }
        house = new TestHome(root, new HashedWords());
        assertThat(check()).anyMatch(line -> line.contains("embeddings.db"));

        assertThat(repair()).anyMatch(done -> done.contains("empty cache of vectors"));

        assertThat(check()).isEmpty();
        assertThat(house.home.damaged().resolve("embeddings.db")).exists();
        var reindexer = new Reindexer(house.parts, house.ingestor, GenerationCheck.NONE);
        reindexer.run(house.collection, ReindexTask.build(true), ReindexListener.SILENT);
        assertThat(house.vectors.size()).isEqualTo(20);
        assertThat(house.find("town7")).hasSize(1);
    }

    @Test
    void repair_vectorsThatAreNoDatabase_beginsAnEmptyCache(@TempDir Path other) throws Exception {
        var home = new Home(other).create();
        Files.writeString(
                home.vectorFile(),
                "No database at all, but longer than a header of one hundred bytes would be. ".repeat(9));
        assertThatThrownBy(() -> VectorCache.open(home.vectorFile())).isInstanceOf(CatalogException.class);
        try (Application application = Application.open(home, RectoConfig.DEFAULT)) {
            var collections = List.of(application.catalog().collections().require("default"));
            assertThat(application.consistency().check(collections)).anyMatch(line -> line.contains("embeddings.db"));

            application.consistency().repair(collections, IngestListener.SILENT);

            assertThat(application.consistency().check(collections)).isEmpty();
        }
    }

    @Test
    void repair_pictureOfAPageThatIsCutOff_goesAndAWholeOneStays() throws Exception {
        Path images = Files.createDirectories(house.home
                .read()
                .resolve(house.row("note-7.txt").content().hex())
                .resolve("images"));
        Path whole = images.resolve("1-96.png");
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", whole.toFile());
        byte[] bytes = Files.readAllBytes(whole);
        var cut = new ArrayList<Path>();
        for (int length : new int[] {0, 7, bytes.length / 2, bytes.length - 1}) {
            byte[] some = new byte[length];
            System.arraycopy(bytes, 0, some, 0, length);
            cut.add(Files.write(images.resolve("2-" + length + ".png"), some));
        }
        assertThat(check())
                .containsExactly(
                        "4 pictures of pages are damaged; doctor --repair removes them, and they are drawn again.");

        repair();

        assertThat(check()).isEmpty();
        assertThat(whole).exists();
        assertThat(cut).allSatisfy(file -> assertThat(file).doesNotExist());
    }
}
