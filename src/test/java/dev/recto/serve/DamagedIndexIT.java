package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import dev.recto.catalog.Folders;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationEvent;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real service, whose index somebody damages before it starts or while it serves: it answers as before, and loses nothing. */
class DamagedIndexIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Random NOISE = new Random(11);
    private static final Path SAMPLES = Path.of("data/samples");
    /** How long questions are asked until one is answered again; the service looks every 5 s. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** None cuts a file off in place: one that is mapped would end the process. */
    private static final List<Damage> DAMAGES_WHILE_OPEN = List.of(
            new Damage("deleted", DamagedIndexIT::moveAwayAndDelete),
            new Damage("written over", index -> each(files(index), DamagedIndexIT::fill)),
            new Damage(
                    "replaced",
                    index -> each(everyOther(index), file -> {
                        Path other = Files.write(file.resolveSibling("other"), new byte[20]);
                        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                    })));

    private final HttpClient client = HttpClient.newHttpClient();
    private Home home;

    /** Something done to a file, or to the folder of the indexes. */
    private interface Deed {
        void to(Path path) throws IOException;
    }

    /** What is done to the folder of the indexes, by name. */
    private record Damage(String name, Deed deed) {}

    @BeforeEach
    void takeIn(@TempDir Path folder) throws Exception {
        home = new Home(folder.resolve("home"));
        try (Application application = Application.open(home, RectoConfig.DEFAULT)) {
            var paths = List.of(SAMPLES.resolve("office-lease.docx"), SAMPLES.resolve("会议纪要.md"));
            application
                    .ingestor()
                    .ingest(
                            application.catalog().collections().require("default"),
                            new IngestRequest(paths, Map.of(), false),
                            IngestListener.SILENT);
        }
    }

    @Test
    void start_indexDamagedWhileNobodyServed_answersAsBeforeAndTouchesNoOriginal() throws Exception {
        List<String> before;
        try (var service = ServiceProcess.start(home.root())) {
            before = evidence(service);
        }
        assertThat(before).isNotEmpty();
        Map<Path, String> originals = originals();
        List<Damage> damages = List.of(
                new Damage("the folder of all indexes is gone", Folders::delete),
                new Damage("every other file is gone", index -> each(everyOther(index), Files::delete)),
                new Damage(
                        "every other file is empty",
                        index -> each(everyOther(index), file -> Files.write(file, new byte[0]))),
                new Damage("every file holds something else", index -> each(files(index), DamagedIndexIT::fill)),
                new Damage("a file lies in a collection's place", index -> {
                    Path collection = files(index).getFirst().getParent().getParent();
                    Folders.delete(collection);
                    Files.writeString(collection, "No folder at all.");
                }));
        for (Damage damage : damages) {
            damage.deed().to(home.index());
            try (var service = ServiceProcess.start(home.root())) {
                assertThat(evidence(service)).as(damage.name()).isEqualTo(before);
            }
            assertThat(originals()).as(damage.name()).isEqualTo(originals);
        }
        assertThat(said()).hasSize(damages.size());
    }

    @Test
    void serve_indexDamagedMeanwhile_isNoticedSaidAndBuiltAgain() throws Exception {
        try (var service = ServiceProcess.start(home.root())) {
            List<String> before = evidence(service);
            for (Damage damage : DAMAGES_WHILE_OPEN) {
                int generation = answering(service);
                damage.deed().to(home.index());
                askUntilAnotherAnswers(service, generation, damage);
                assertThat(evidence(service)).as(damage.name()).isEqualTo(before);
            }
        }
        assertThat(said()).hasSize(DAMAGES_WHILE_OPEN.size());
    }

    @Test
    void serve_indexDamagedAgainWhileItIsBuiltAgain_isBuiltOnceMore() throws Exception {
        for (Damage damage : DAMAGES_WHILE_OPEN) {
            List<String> before;
            try (var service = ServiceProcess.start(home.root())) {
                before = evidence(service);
                int generation = answering(service);
                moveAwayAndDelete(home.index());
                long begun = System.nanoTime();
                while (files(home.index()).isEmpty()) {
                    assertThat(System.nanoTime() - begun).as(damage.name()).isLessThan(LONGEST_NANOS);
                    ask(service);
                }
                damage.deed().to(home.index());
                askUntilAnotherAnswers(service, generation, damage);
                askUntilAnsweredAsBefore(service, before, damage);
            }
            try (var service = ServiceProcess.start(home.root())) {
                assertThat(evidence(service)).as(damage.name()).isEqualTo(before);
            }
        }
    }

    private void askUntilAnotherAnswers(ServiceProcess service, int generation, Damage damage)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (answering(service) == generation) {
            assertThat(System.nanoTime() - begun).as(damage.name()).isLessThan(LONGEST_NANOS);
            assertThat(ask(service).statusCode()).as(damage.name()).isIn(200, 500, 503);
        }
    }

    /** The damage may have come when the new generation already answered, which is then noticed by the next look and built once more. */
    private void askUntilAnsweredAsBefore(ServiceProcess service, List<String> before, Damage damage)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> answer = ask(service);
        while (answer.statusCode() != 200 || !passages(answer).equals(before)) {
            assertThat(System.nanoTime() - begun).as(damage.name()).isLessThan(LONGEST_NANOS);
            assertThat(answer.statusCode()).as(damage.name()).isIn(200, 500, 503);
            answer = ask(service);
        }
    }

    private HttpResponse<String> ask(ServiceProcess service) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/collections/default/search"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"How long is the notice period?\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the passages that are evidence, once there is an answer; until then the service says that it builds. */
    private List<String> evidence(ServiceProcess service) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(service);
        long begun = System.nanoTime();
        while (answer.statusCode() == 503 && System.nanoTime() - begun < LONGEST_NANOS) {
            assertThat(answer.body()).contains("index_building").contains("nothing is lost");
            answer = ask(service);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return passages(answer);
    }

    private static List<String> passages(HttpResponse<String> answer) throws IOException {
        var passages = new ArrayList<String>();
        for (JsonNode one : JSON.readTree(answer.body()).get("evidence")) {
            passages.add(one.get("passage").asText());
        }
        return passages;
    }

    /** Returns the number of the generation that answers. */
    private int answering(ServiceProcess service) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/collections/default"))
                .build();
        String collection =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JSON.readTree(collection).required("generation").asInt();
    }

    private List<GenerationEvent> said() {
        try (Application application = Application.open(home, RectoConfig.DEFAULT)) {
            var collection = application.catalog().collections().require("default");
            return application.catalog().generations().events(collection.id(), 100).stream()
                    .filter(event -> event.change() == GenerationChange.LOST)
                    .toList();
        }
    }

    private Map<Path, String> originals() throws IOException {
        var bytes = new HashMap<Path, String>();
        for (Path file : files(home.originals())) {
            bytes.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
        }
        return bytes;
    }

    private static List<Path> everyOther(Path index) throws IOException {
        List<Path> files = files(index);
        return IntStream.range(0, files.size())
                .filter(at -> at % 2 == 0)
                .mapToObj(files::get)
                .toList();
    }

    /** Does something to each file but those that are gone: a service that has noticed the damage to the others drops them all. */
    private static void each(List<Path> files, Deed deed) throws IOException {
        for (Path file : files) {
            try {
                deed.to(file);
            } catch (NoSuchFileException gone) {
                assertThat(file).doesNotExist();
            }
        }
    }

    /** Deletes a folder at one moment, so that what a service makes in its place meanwhile is none of it. */
    private static void moveAwayAndDelete(Path folder) throws IOException {
        Folders.delete(Files.move(folder, folder.resolveSibling("away")));
    }

    /** Writes over a file's bytes in place: one that is cut off while it is mapped would end the process. */
    private static void fill(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[Math.toIntExact(channel.size())];
            NOISE.nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise));
        }
    }

    /** Returns the files of a folder that are there, by their paths; one that goes while they are listed is none. */
    private static List<Path> files(Path folder) throws IOException {
        var files = new TreeSet<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !file.endsWith("write.lock")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(files);
    }
}
