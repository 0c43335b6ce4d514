package dev.recto.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.page.Payload.Way;
import dev.recto.serve.TestService;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in by names, documents, answers and feedback: no script of it runs, and no request leaves (cases 23 to 27 of src/docs/SECURITY.md). */
class HostileContentIT {
    private static final String DOCUMENTS = "/api/v1/collections/default/documents";

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static TestService service;
    private static List<String> ids;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        service = TestService.start(folder);
        List<String> jobs = Payload.all().stream().map(HostileContentIT::upload).toList();
        jobs.forEach(job -> service.get(null, "/api/v1/jobs/" + job + "/events"));
        var found = new ArrayList<String>();
        service.get(null, DOCUMENTS + "?limit=1000").json().path("documents").forEach(one -> {
            assertThat(one.path("state").asText()).as(one.path("name").asText()).isEqualTo("indexed");
            found.add(one.path("id").asText());
        });
        ids = List.copyOf(found);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Returns the job that takes a payload's document in. */
    private static String upload(Payload payload) {
        JsonNode job = service.send(
                        HttpRequest.newBuilder(URI.create(service.address() + DOCUMENTS + "?name=" + encoded(payload.file()) + "&key=" + payload.number()))
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofString(payload.document()))
                                .build())
                .json();
        return job.path("id").asText();
    }

    @Test
    void watch_overPageThatReadsTextAsHtml_seesAttempts() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.load("#/library", ".windowed-body a");
            long seen = Payload.on(Way.TEXT).stream().filter(payload -> seen(window, payload)).count();
            assertThat(seen).isGreaterThanOrEqualTo(20); // the others are Markdown, templates or escapes, which are nothing in HTML
        }
    }

    private static boolean seen(Window window, Payload payload) {
        int before = window.betrayals().size();
        window.page().evaluate("(text) => { document.querySelector('main').insertAdjacentHTML('beforeend', `<div id=\"foreign\">${text}</div>`); }", payload.text());
        boolean seen = window.betrayals().size() > before;
        window.page().evaluate("document.getElementById('foreign')?.remove()");
        return seen;
    }

    @Test
    void library_ofHostileNamesAndTitles_showsThemAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.load("#/library?order=name", ".windowed-body a");
            for (String id : ids) {
                window.go("#/library?order=name&d=" + id, ".panel[data-document='" + id + "'] dl");
                window.page().evaluate("document.querySelectorAll('.panel details').forEach((one) => { one.open = true; })");
            }
            window.page().waitForSelector(".timeline li");
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void jobs_ofHostileNames_showThemAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.load("#/operations", ".lines details");
            window.page().evaluate("document.querySelectorAll('.lines details').forEach((one) => { one.open = true; })");
            window.page().waitForFunction("document.querySelectorAll('.lines .lines a').length >= 50");
            assertThat(window.betrayals()).isEmpty();
        }
    }

    @Test
    void playground_askedForHostileDocuments_showsEvidenceAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.load("#/playground", "#question");
            for (Payload payload : Payload.all()) {
                window.page().evaluate("(place) => { location.hash = place; }", "#/playground?q=" + encoded(payload.question()));
                window.page().waitForFunction("(word) => document.querySelectorAll('.figures').length === 2 && document.querySelector('.playground').textContent.includes(word)", payload.word());
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void address_thatHoldsAttempts_isReadAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.load("#/library", ".windowed-body a");
            for (Payload payload : Payload.on(Way.TEXT)) {
                for (String place : List.of("library?search=", "library?d=", "operations?view=", "playground?one_model=", "library?c=", "")) {
                    window.page().evaluate("(place) => { location.hash = place; }", "#/" + place + encoded(payload.text()));
                    window.page().waitForFunction("document.querySelector('main').childElementCount > 0");
                }
            }
            assertThat(window.betrayals()).isEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
