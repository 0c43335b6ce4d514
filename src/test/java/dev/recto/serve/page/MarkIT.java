package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.recto.catalog.CollectionRow;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mark covers the words: the rectangles on the screen against pdf.js's own text layer, for citations of pages in one and two columns, turned
 * ones, cropped ones and a sample, at three zooms.
 */
class MarkIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CITATIONS = 100;
    private static final double[] ZOOMS = {0.75, 1.0, 2.0};

    @TempDir
    static Path folder;

    private static Browser browser;
    private static TestService service;
    private static CollectionRow collection;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        service = TestService.start(folder.resolve("service"));
        collection = service.home().catalog().collections().require("default");
        Path papers = Files.createDirectory(folder.resolve("papers"));
        SetPages.write(papers.resolve("one.pdf"), new SetPages.Layout(1, 0, false), 4);
        SetPages.write(papers.resolve("two.pdf"), new SetPages.Layout(2, 0, false), 4);
        SetPages.write(papers.resolve("turned.pdf"), new SetPages.Layout(1, 90, false), 3);
        SetPages.write(papers.resolve("cropped.pdf"), new SetPages.Layout(2, 270, true), 3);
        Files.copy(Path.of("data/samples/tidal-array-paper.pdf"), papers.resolve("sample.pdf"));
        take(papers);
    }

    private static void take(Path path) throws InterruptedException {
        service.home()
                .ingestor()
                .ingest(collection, new IngestRequest(List.of(path), Map.of(), false), IngestListener.SILENT);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            service.close();
            browser.close();
        }
    }

    @Test
    void marks_ofAHundredCitationsAtThreeZooms_coverTheirWordsAndLittleElse() throws IOException {
        List<JsonNode> citations = citations();
        assertThat(citations).hasSizeGreaterThanOrEqualTo(CITATIONS);
        long characters = 0;
        long inside = 0;
        double area = 0;
        double extra = 0;
        var outside = new ArrayList<String>();
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address());
            page.waitForSelector("main h1, main h2");
            page.evaluate(script("marks.js"));
            for (JsonNode citation : citations.subList(0, CITATIONS)) {
                for (double zoom : ZOOMS) {
                    JsonNode measured = JSON.readTree(String.valueOf(page.evaluate(
                            "([citation, zoom]) => measureMarks(citation, zoom)", List.of(citation.toString(), zoom))));
                    characters += measured.path("characters").asLong();
                    inside += measured.path("inside").asLong();
                    area += measured.path("area").asDouble();
                    extra += measured.path("extra").asDouble();
                    if (measured.path("inside").asLong()
                            < measured.path("characters").asLong()) {
                        outside.add(citation.path("name").asText() + " p. "
                                + citation.path("page").asText() + " at " + zoom + ": " + measured);
                    }
                }
            }
        }
        System.out.printf(
                "marks: %d of %d characters inside (%.2f %%), %.1f %% extra area%n",
                inside, characters, 100.0 * inside / characters, 100 * extra / area);
        outside.stream().limit(8).forEach(System.out::println);
        assertThat((double) inside / characters).as(String.join("\n", outside)).isGreaterThanOrEqualTo(0.99);
        assertThat(extra / area).isLessThanOrEqualTo(0.10);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void page_farIntoALongDocument_isShownFromLittleOfIt() throws Exception {
        Path book = folder.resolve("book.pdf");
        SetPages.writeBook(book, 400);
        take(book);
        String document = service.home()
                .catalog()
                .documents()
                .named(collection.id(), "book.pdf")
                .getFirst()
                .id()
                .value();
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address());
            page.waitForSelector("main h1, main h2");
            page.evaluate(script("marks.js"));
            Object cold = page.evaluate("(id) => openPage(id, 391)", document);
            Object warm = page.evaluate("(id) => openPage(id, 391)", document);
            System.out.println("page 391 of 400, " + Files.size(book) + " bytes: " + cold + "; again: " + warm);
            assertThat(String.valueOf(cold)).contains("page 391");
        }
    }

    private static String script(String name) throws IOException {
        try (var in = Objects.requireNonNull(MarkIT.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Real citations: each sentence of the pages is asked for in its own words. */
    private static List<JsonNode> citations() {
        var citations = new ArrayList<JsonNode>();
        for (JsonNode document : service.get(null, "/api/v1/collections/default/documents")
                .json()
                .path("documents")) {
            String id = document.path("id").asText();
            for (int part = 1; part <= document.path("parts").asInt(); part++) {
                String text = service.get(null, "/api/v1/collections/default/documents/" + id + "/parts/" + part)
                        .json()
                        .path("text")
                        .asText();
                int taken = 0;
                for (String sentence : text.split("(?<=\\.)\\s+")) {
                    if (sentence.length() > 60 && sentence.length() < 400 && taken < 7) {
                        taken++;
                        cited(sentence, id).ifPresent(citations::add);
                    }
                }
            }
        }
        return citations;
    }

    private static java.util.Optional<JsonNode> cited(String sentence, String document) {
        String body = JSON.createObjectNode().put("question", sentence).toString();
        for (JsonNode citation : service.post(null, "/api/v1/collections/default/ask", body)
                .json()
                .path("citations")) {
            if (citation.path("document").asText().equals(document)
                    && !citation.path("boxes").isEmpty()) {
                return java.util.Optional.of(citation);
            }
        }
        return java.util.Optional.empty();
    }
}
