package dev.recto.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
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
        String name = URLEncoder.encode(payload.file(), StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode job = service.send(
                        HttpRequest.newBuilder(URI.create(service.address() + DOCUMENTS + "?name=" + name + "&key=" + payload.number()))
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofString(payload.document()))
                                .build())
                .json();
        return job.path("id").asText();
    }

    @Test
    void watch_overPageThatReadsTextAsHtml_seesNearlyEveryAttempt() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            long seen = Payload.on(Way.TEXT).stream()
                    .filter(payload -> {
                        window.go("#/library");
                        int before = window.betrayals().size();
                        window.page().evaluate("(text) => { document.querySelector('main').innerHTML = text; }", payload.text());
                        return window.betrayals().size() > before;
                    })
                    .count();
            assertThat(seen).isGreaterThanOrEqualTo(20); // the others are Markdown, templates or escapes, which are nothing in HTML
        }
    }

    @Test
    void library_ofHostileNamesAndTitles_showsThemAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.go("#/library?order=name");
            window.page().waitForSelector(".windowed-body a");
            for (int at = 0; at < ids.size(); at += 10) {
                window.page().mouse().wheel(0, 600);
            }
            for (String id : ids) {
                window.go("#/library?d=" + id);
                window.page().waitForSelector(".panel dl");
                window.page().locator(".panel summary").all().forEach(Locator::click);
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void jobs_ofHostileNames_showThemAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            window.go("#/operations");
            window.page().waitForSelector(".lines details");
            window.page().locator(".lines summary").all().forEach(Locator::click);
            window.settled();
            assertThat(window.betrayals()).isEmpty();
        }
    }

    @Test
    void playground_askedForEveryDocument_showsEvidenceAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            for (Payload payload : Payload.all()) {
                window.go("#/playground?q=" + URLEncoder.encode(payload.question(), StandardCharsets.UTF_8));
                assertThat(window.page().locator(".playground").textContent()).contains(payload.word());
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void address_thatHoldsAttempts_isReadAsText() {
        try (Window window = chromium.window(service.address(), Chromium.Look.USUAL)) {
            for (Payload payload : Payload.on(Way.TEXT)) {
                String text = URLEncoder.encode(payload.text(), StandardCharsets.UTF_8);
                for (String place : List.of("library?search=", "library?d=", "operations?view=", "playground?one_model=", "library?c=")) {
                    window.page().navigate(service.address() + "/#/" + place + text);
                }
                window.page().navigate("about:blank");
            }
            window.go("#/library");
            assertThat(window.betrayals()).isEmpty();
        }
    }

}
