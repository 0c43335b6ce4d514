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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private static final Map<String, Damage> DAMAGES_WHILE_OPEN = Map.of(
            "deleted", Folders::delete,
            "written over", index -> files(index).forEach(DamagedIndexIT::fill),
            "replaced",
                    index -> everyOther(index, file -> {
                        Path other = Files.write(file.resolveSibling("other"), new byte[20]);
                        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                    }));

    private final HttpClient client = HttpClient.newHttpClient();
    private Home home;

    /** Something done to the folder of the indexes. */
    private interface Damage {
        void to(Path index) throws IOException;
    }

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
        Map<String, Damage> damages = Map.of(
                "the folder of all indexes is gone", Folders::delete,
                "every other file is gone", index -> everyOther(index, Files::delete),
                "every other file is empty", index -> everyOther(index, file -> Files.write(file, new byte[0])),
                "every file holds something else", index -> files(index).forEach(DamagedIndexIT::fill),
                "a file lies in a collection's place",
                        index -> {
                            Path collection =
                                    files(index).getFirst().getParent().getParent();
                            Folders.delete(collection);
                            Files.writeString(collection, "No folder at all.");
                        });
        for (var damage : damages.entrySet()) {
            damage.getValue().to(home.index());
            try (var service = ServiceProcess.start(home.root())) {
                assertThat(evidence(service)).as(damage.getKey()).isEqualTo(before);
            }
            assertThat(originals()).as(damage.getKey()).isEqualTo(originals);
        }
        assertThat(said()).hasSize(damages.size());
    }

    @Test
    void serve_indexDamagedMeanwhile_isNoticedSaidAndBuiltAgain() throws Exception {
        try (var service = ServiceProcess.start(home.root())) {
            List<String> before = evidence(service);
            for (var damage : DAMAGES_WHILE_OPEN.entrySet()) {
                int generation = answering(service);
                damage.getValue().to(home.index());
                askUntilAnotherAnswers(service, generation, damage.getKey());
                assertThat(evidence(service)).as(damage.getKey()).isEqualTo(before);
            }
        }
        assertThat(said()).hasSize(DAMAGES_WHILE_OPEN.size());
    }

    @Test
    void serve_indexDamagedAgainWhileItIsBuiltAgain_isBuiltOnceMore() throws Exception {
        for (var damage : DAMAGES_WHILE_OPEN.entrySet()) {
            try (var service = ServiceProcess.start(home.root())) {
                List<String> before = evidence(service);
                int generation = answering(service);
                Folders.delete(home.index());
                long begun = System.nanoTime();
                while (files(home.index()).isEmpty() && System.nanoTime() - begun < LONGEST_NANOS) {
                    ask(service);
                }
                damage.getValue().to(home.index());
                askUntilAnotherAnswers(service, generation, damage.getKey());
                assertThat(evidence(service)).as(damage.getKey()).isEqualTo(before);
            }
            try (var service = ServiceProcess.start(home.root())) {
                assertThat(evidence(service)).as(damage.getKey()).isNotEmpty();
            }
        }
    }

    private void askUntilAnotherAnswers(ServiceProcess service, int generation, String damage)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (answering(service) == generation) {
            assertThat(System.nanoTime() - begun).as(damage).isLessThan(LONGEST_NANOS);
            assertThat(ask(service).statusCode()).as(damage).isIn(200, 500, 503);
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

    private static void everyOther(Path index, Damage damage) throws IOException {
        List<Path> files = files(index);
        for (int at = 0; at < files.size(); at += 2) {
            damage.to(files.get(at));
        }
    }

    /** Writes over a file's bytes in place: one that is cut off while it is mapped would end the process. */
    private static void fill(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[Math.toIntExact(channel.size())];
            NOISE.nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("write.lock"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
