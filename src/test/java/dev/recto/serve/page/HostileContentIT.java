package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Route;
import dev.recto.serve.TestService;
import dev.recto.serve.page.Payload.Way;
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

    /** Goes to a place, and marks what is shown until it opens. */
    private static final String LEAVE_FOR =
            "(place) => { document.querySelector('main').firstElementChild.dataset.left = ''; location.hash = place; }";

    /** Whether something of the place is shown. */
    private static final String ARRIVED = "document.querySelector('main > :first-child:not([data-left]) > *') !== null";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static TestService service;
    private static List<String> ids;

    @BeforeAll
    static void start() {
        browser = Browser.start();
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
        if (browser != null) {
            browser.close();
        }
    }

    /** Returns the job that takes a payload's document in. */
    private static String upload(Payload payload) {
        JsonNode job = service.send(HttpRequest.newBuilder(URI.create(service.address() + DOCUMENTS + "?name="
                                + encoded(payload.file()) + "&key=" + payload.number()))
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofString(payload.document()))
                        .build())
                .json();
        return job.path("id").asText();
    }

    @Test
    void watch_overPageThatReadsTextAsHtml_seesAttempts() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            long seen = Payload.on(Way.TEXT).stream()
                    .filter(payload -> !payload.text().contains("http-equiv")) // it takes the window away
                    .filter(payload -> seen(window, payload))
                    .count();
            assertThat(seen)
                    .isGreaterThanOrEqualTo(
                            15); // the others are Markdown, templates or escapes, which are nothing in HTML
        }
    }

    private static boolean seen(Window window, Payload payload) {
        int before = window.betrayals().size();
        window.page()
                .evaluate(
                        "(text) => { document.querySelector('main').insertAdjacentHTML('beforeend', `<div id=\"foreign\">${text}</div>`); }",
                        payload.text());
        boolean seen = window.betrayals().size() > before;
        window.page().evaluate("document.getElementById('foreign')?.remove()");
        return seen;
    }

    @Test
    void library_ofHostileNamesAndTitles_showsThemAsText() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/library?order=name", ".windowed-body a");
            for (String id : ids) {
                window.go("#/library?order=name&d=" + id, ".panel[data-document='" + id + "'] dl");
                window.page()
                        .evaluate("document.querySelectorAll('.panel details').forEach((one) => { one.open = true; })");
            }
            window.page().waitForSelector(".timeline li");
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void jobs_ofHostileNames_showThemAsText() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/operations", ".lines details");
            window.page()
                    .evaluate("document.querySelectorAll('.lines details').forEach((one) => { one.open = true; })");
            window.until("document.querySelectorAll('.lines .lines a').length >= 50", null);
            assertThat(window.betrayals()).isEmpty();
        }
    }

    @Test
    void playground_askedForHostileDocuments_showsEvidenceAsText() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/playground", "#question");
            for (Payload payload : Payload.all()) {
                window.page()
                        .evaluate(
                                "(place) => { location.hash = place; }",
                                "#/playground?q=" + encoded(payload.question()));
                window.until(
                        "document.querySelectorAll('.figures').length === 2 && document.querySelector('.playground').textContent.includes(it)",
                        payload.word());
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void ask_forHostileDocuments_showsAnswerQuoteAndPageAsText() {
        int opened = 0;
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            for (Payload payload : Payload.all().stream()
                    .filter(one -> one.way().ordinal() <= Way.HTML.ordinal())
                    .toList()) {
                ask(window, payload.question());
                if (window.page().locator("[data-cite]").count() > 0) {
                    window.page().locator("[data-cite]").first().click();
                    window.until("document.querySelector('.viewer-body')?.textContent.includes('kestrel')", null);
                    opened++;
                }
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
        assertThat(opened).isGreaterThanOrEqualTo(60); // some attempts leave nothing that could be quoted
    }

    private static void ask(Window window, String question) {
        window.page().evaluate("(place) => { location.hash = place; }", "#/ask?q=" + encoded(question));
        window.until(
                "location.hash.includes('a=') && document.querySelector('h1.asked')?.textContent === it", question);
    }

    /** What a chat model could write, given to the page as the service would: streamed, and kept for a reload. */
    @Test
    void answer_thatHoldsAttempts_isShownAsTextLiveAndAfterReload() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            for (Payload payload : Payload.on(Way.ANSWER)) {
                ObjectNode answer = hostile(payload);
                window.page().unrouteAll();
                window.page()
                        .route(
                                "**/ask",
                                route -> route.fulfill(new Route.FulfillOptions()
                                        .setContentType("text/event-stream")
                                        .setBody(events(answer))));
                window.page()
                        .route(
                                "**/answers/*",
                                route -> route.fulfill(new Route.FulfillOptions()
                                        .setContentType("application/json")
                                        .setBody(answer.toString())));
                window.load("#/ask", "main h1");
                ask(window, payload.question());
                assertThat(window.page().locator(".sentence").first().textContent())
                        .contains("beforehand");
                window.page().reload();
                window.page().waitForSelector(".sentence");
            }
            assertThat(window.betrayals()).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    /** Returns a real answer whose every text is an attempt. */
    private static ObjectNode hostile(Payload payload) {
        ObjectNode answer = (ObjectNode) service.post(null, "/api/v1/collections/default/ask", question(payload))
                .json();
        assertThat(answer.path("citations")).isNotEmpty();
        for (JsonNode sentence : answer.path("sentences")) {
            ((ObjectNode) sentence)
                    .put("text", "beforehand " + payload.text())
                    .put("supported", payload.number() % 2 == 0);
        }
        for (String list : List.of("citations", "evidence")) {
            for (JsonNode one : answer.path(list)) {
                ((ObjectNode) one).put("name", payload.text()).put("section", payload.text());
                ((ObjectNode) one).put(list.equals("evidence") ? "text" : "quote", payload.text());
            }
        }
        return answer.put("degraded", payload.text()).put("model", payload.text());
    }

    private static String question(Payload payload) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("question", payload.question())
                .toString();
    }

    private static String events(ObjectNode answer) {
        var events = new StringBuilder();
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.set("evidence", answer.get("evidence"));
        events.append("event: evidence\ndata: ").append(evidence).append("\n\n");
        answer.path("citations")
                .forEach(one ->
                        events.append("event: citation\ndata: ").append(one).append("\n\n"));
        answer.path("sentences")
                .forEach(one ->
                        events.append("event: sentence\ndata: ").append(one).append("\n\n"));
        return events.append("event: done\ndata: ")
                .append(answer)
                .append("\n\n")
                .toString();
    }

    @Test
    void feedback_thatHoldsAttempts_isShownAsTextIfAtAll() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            for (Payload payload : Payload.on(Way.FEEDBACK)) {
                String id = service.post(null, "/api/v1/collections/default/ask", question(payload))
                        .json()
                        .path("id")
                        .asText();
                ObjectNode said = JsonNodeFactory.instance
                        .objectNode()
                        .put("verdict", "wrong")
                        .put("better", payload.text());
                assertThat(service.post(
                                        null,
                                        "/api/v1/collections/default/answers/" + id + "/feedback",
                                        said.toString())
                                .status())
                        .isEqualTo(200);
                window.go("#/ask?a=" + id, "main h1.asked");
                window.until("document.querySelector('h1.asked')?.textContent.includes(it)", payload.word() + " ");
            }
            assertThat(window.betrayals()).isEmpty();
        }
    }

    @Test
    void address_thatHoldsAttempts_isReadAsText() {
        try (Window window = Window.open(browser, service.address(), Browser.Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            for (Payload payload : Payload.on(Way.TEXT)) {
                for (String place : List.of(
                        "library?search=",
                        "library?d=",
                        "operations?view=",
                        "playground?one_model=",
                        "library?c=",
                        "")) {
                    window.page().evaluate(LEAVE_FOR, "#/" + place + encoded(payload.text()));
                    window.until(ARRIVED, null);
                }
            }
            assertThat(window.betrayals()).isEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
