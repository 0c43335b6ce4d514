package dev.recto.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import dev.recto.serve.HeldHome;
import dev.recto.serve.TestService;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a page: it says what happened and what to do, and goes on. */
class MisfortuneIT {
    private static final LocatorAssertions.HasCountOptions PATIENT =
            new LocatorAssertions.HasCountOptions().setTimeout(180_000);
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);

    /** Drops files on the zone: their number, what their names begin with, and their words. */
    private static final String DROP = """
            ([count, name, words]) => {
              const transfer = new DataTransfer();
              for (let at = 1; at <= count; at++) {
                transfer.items.add(new File([`${words} ${at}.`], count === 1 ? name : `${name}-${at}.txt`));
              }
              document.querySelector(".zone").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
            }""";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static TestService service;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        service = TestService.start(folder.resolve("open"));
        service.document("parking", "parking.md", "The garage has forty parking spaces.\n");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            service.close();
            browser.close();
        }
    }

    private static Page adding(String collection) {
        service.home().catalog().collections().require(collection);
        Page page = browser.open(Browser.Look.DESK);
        page.navigate(service.address() + "/#/add?c=" + collection);
        assertThat(page.locator(".zone")).isVisible();
        return page;
    }

    private static void drop(Page page, int count, String name, String words) {
        page.evaluate(DROP, List.of(count, name, words));
    }

    private static void ask(Page page, String question) {
        page.locator("#question").fill(question);
        page.locator("#question").press("Enter");
    }

    private static JsonNode documents(String collection) {
        return service.get(null, "/api/v1/collections/" + collection + "/documents?limit=1000")
                .json()
                .path("documents");
    }

    @Test
    void files_fiveHundredDropped_areSentTogetherAndOutliveAReload() {
        try (Page page = adding("many")) {
            drop(page, 500, "note", "The tide of this day came at hour");
            assertThat(page.locator(".upload-row").first()).isVisible();
            page.waitForCondition(
                    () -> documents("many").size() == 500, new Page.WaitForConditionOptions().setTimeout(180_000));
            page.reload();
            assertThat(page.locator(".zone")).isVisible();
            page.waitForCondition(
                    () -> service.get(null, "/api/v1/collections/many")
                                    .json()
                                    .path("outcomes")
                                    .path("INDEXED")
                                    .asInt()
                            == 500,
                    new Page.WaitForConditionOptions().setTimeout(300_000));
            assertThat(page.locator(".uploads progress")).hasCount(0, PATIENT);
            long jobs =
                    service
                            .get(null, "/api/v1/jobs?limit=1000")
                            .json()
                            .path("jobs")
                            .findValuesAsText("collection")
                            .stream()
                            .filter("many"::equals)
                            .count();
            assertThat(jobs).isBetween(1L, 20L);
            assertThat(page.locator(".upload-row").count()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void oneFileOfMany_thatIsRefused_isSaidAndTheOthersComeIn() {
        try (Page page = adding("refusals")) {
            page.route("**/documents", route -> {
                String body = new String(route.request().postDataBuffer(), java.nio.charset.StandardCharsets.UTF_8);
                if (body.contains("mixed-2.txt") && body.contains("mixed-3.txt")) {
                    route.fulfill(
                            new Route.FulfillOptions()
                                    .setStatus(413)
                                    .setContentType("application/problem+json")
                                    .setBody(
                                            "{\"status\":413,\"code\":\"file_too_large\",\"detail\":\"A file is too large.\"}"));
                } else {
                    route.resume();
                }
            });
            page.route(
                    "**/documents?name=mixed-2.txt",
                    route -> route.fulfill(
                            new Route.FulfillOptions()
                                    .setStatus(413)
                                    .setContentType("application/problem+json")
                                    .setBody(
                                            "{\"status\":413,\"code\":\"file_too_large\",\"detail\":\"A file is too large.\"}")));
            drop(page, 4, "mixed", "The well is this many metres deep:");
            assertThat(page.locator(".upload-state.done")).hasCount(3, PATIENT);
            assertThat(page.locator(".bad-words")).containsText("Larger than this service takes");
            assertThat(documents("refusals")).hasSize(3);
        }
    }

    @Test
    void upload_cutByTheNetwork_isSaidAndGoesOnWhenItIsBack() {
        try (Page page = adding("cut")) {
            var cuts = new AtomicInteger();
            page.route("**/documents*", route -> {
                if (cuts.getAndIncrement() == 0) {
                    page.context().setOffline(true);
                    route.abort("connectionreset");
                } else {
                    route.resume();
                }
            });
            drop(page, 3, "cut", "The bridge carries this many tonnes:");
            assertThat(page.locator(".uploads .note.warn")).containsText("goes by itself when it is back");
            Browser.keep(page, "upload-cut");
            page.context().setOffline(false);
            assertThat(page.locator(".upload-state.done")).hasCount(3, PATIENT);
            assertThat(documents("cut")).hasSize(3);
        }
    }

    @Test
    void question_whenTheServiceStopsAndComesBack_isAskedAgain() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/ask?c=parking");
            var asked = new AtomicInteger();
            var ready = new AtomicInteger();
            page.route("**/health/ready", route -> {
                if (ready.incrementAndGet() < 2) {
                    route.abort("connectionrefused");
                } else {
                    route.resume();
                }
            });
            page.route("**/ask", route -> {
                if (asked.getAndIncrement() == 0) {
                    route.fulfill(
                            new Route.FulfillOptions()
                                    .setContentType("text/event-stream")
                                    .setBody(
                                            "event: sentence\ndata: {\"text\":\"Half a sentence\",\"citations\":[],\"supported\":true}\n\n"));
                } else {
                    route.resume();
                }
            });
            ask(page, "How many parking spaces are there?");
            assertThat(page.locator(".note.warn")).containsText("as soon as it is back");
            assertThat(page.locator(".about")).isVisible(PATIENTLY);
            assertThat(page.locator(".answer")).containsText("forty");
            assertThat(page.locator(".answer")).not().containsText("Half a sentence");
        }
    }

    @Test
    void question_whileTheServiceRestarts_isAnsweredByTheOneThatComes() throws Exception {
        Path home = folder.resolve("restarted");
        var held = new AtomicReference<HeldHome>();
        Page page = browser.open(Browser.Look.DESK);
        var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", stayingFree()));
        try (TestService first = TestService.start(home, config, real -> {
            held.set(new HeldHome(real));
            return held.get();
        })) {
            first.document("default", "parking.md", "The garage has forty parking spaces.\n");
            page.navigate(first.address());
            ask(page, "How many parking spaces are there?");
            held.get().begun.await();
        }
        assertThat(page.locator(".note.warn")).containsText("as soon as it is back");
        try (TestService second = TestService.start(home, config, UnaryOperator.identity())) {
            assertThat(page.locator(".about")).isVisible(PATIENTLY);
            assertThat(page.locator(".answer")).containsText("forty");
            page.close();
        }
    }

    /** Returns a free port below those that systems give to connections, one of which could have it before the service is back. */
    private static int stayingFree() throws IOException {
        for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000); ; port++) {
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                assertThat(port).as("ports looked at").isLessThan(32_000);
            }
        }
    }

    @Test
    void question_stoppedAndAskedAgainFromTheStart_isAnswered() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/ask?c=parking");
            var asked = new AtomicInteger();
            page.route("**/ask", route -> {
                if (asked.getAndIncrement() > 0) {
                    route.resume(); // the first one is left hanging
                }
            });
            ask(page, "How many parking spaces are there?");
            page.getByLabel("Stop").click();
            assertThat(page.locator(".note")).containsText("Stopped");
            page.locator(".brand").click();
            assertThat(page.locator(".start")).isVisible();
            ask(page, "How many parking spaces are there?");
            assertThat(page.locator(".about")).isVisible(PATIENTLY);
            assertThat(page.locator(".answer")).containsText("forty");
        }
    }

    @Test
    void key_revokedWhileFilesAreSent_asksForAnotherAndSaysThatTheOldOneOpensNothing() {
        try (TestService locked = TestService.start(folder.resolve("locked"))) {
            locked.home().catalog().collections().require("default");
            var first = locked.made("first", Map.of("default", "write"), Set.of());
            try (Page page = browser.open(Browser.Look.DESK)) {
                page.navigate(locked.address() + "/#/add");
                page.locator("#key").fill(first.secret().value());
                // the last that the view asks by itself, before the files are sent
                page.waitForResponse("**/api/v1/jobs?*", () -> page.locator(".sign-in button")
                        .click());
                assertThat(page.locator(".zone")).isVisible();
                locked.home().catalog().keys().revoke(first.row().id());
                drop(page, 3, "late", "The lamp burns this many hours:");
                assertThat(page.locator("#key")).isVisible();
                assertThat(page.locator(".top")).not().containsText("Library");
                page.locator("#key").fill(first.secret().value());
                page.locator(".sign-in button").click();
                assertThat(page.locator(".note.bad")).containsText("opens nothing");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "长", "ж", "ก", "😀"})
    void file_withTheLongestName_isTakenInListedOpenedAndDeleted(String letter) {
        int letters = (255 - ".txt".length()) / letter.length();
        String name = letter.repeat(letters) + ".txt";
        String collection = "names" + letter.codePointAt(0);
        try (Page page = adding(collection)) {
            drop(page, 1, name, "The longest name is that of file " + letter.codePointAt(0));
            assertThat(page.locator(".upload-state.done")).hasCount(1, PATIENT);
            assertThat(page.locator(".upload-what .one-line")).hasAttribute("title", name);
            assertThat(documents(collection).get(0).path("name").asText()).isEqualTo(name);
            page.navigate(service.address() + "/#/library?c=" + collection);
            page.locator(".windowed-body a").click();
            assertThat(page.locator(".panel h2")).hasText(name);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            page.navigate(service.address() + "/#/page?c=" + collection + "&d="
                    + documents(collection).get(0).path("id").asText());
            assertThat(page.locator("main")).containsText("The longest name is that of file");
            page.navigate(service.address() + "/#/library?c=" + collection);
            page.locator(".windowed-body a").click();
            page.locator(".panel .button.danger").click();
            page.locator("dialog .button.danger").click();
            assertThat(page.locator(".panel .facts")).containsText("Passages removed");
            assertThat(documents(collection)).isEmpty();
        }
    }

    @Test
    void collection_thatIsEmpty_saysHowToFillItInEveryView() {
        service.home().catalog().collections().require("empty");
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/ask?c=empty");
            assertThat(page.locator(".zone")).isVisible();
            page.navigate(service.address() + "/#/ask?c=empty&q=Anything%3F");
            assertThat(page.locator(".not-found")).isVisible();
            page.navigate(service.address() + "/#/library?c=empty");
            assertThat(page.locator(".empty .button.primary")).isVisible();
            page.navigate(service.address() + "/#/conversations?c=empty");
            assertThat(page.locator("main h1")).isVisible();
            page.navigate(service.address() + "/#/operations?c=empty&view=quality");
            assertThat(page.locator(".empty")).containsText("Nothing measured yet");
        }
    }

    @Test
    void files_whoseJobIsHeardOfBeforeItsAnswerComes_areListedOnce() {
        try (Page page = adding("early")) {
            page.route("**/documents", route -> {
                APIResponse taken = route.fetch();
                page.evaluate("location.hash = location.hash.replace('add', 'library')");
                page.evaluate("location.hash = location.hash.replace('library', 'add')");
                page.waitForResponse("**/api/v1/jobs/*", () -> {});
                route.fulfill(new Route.FulfillOptions().setResponse(taken));
            });
            page.route("**/api/v1/jobs?*", route -> {
                APIResponse listed = route.fetch();
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(listed)
                        .setBody(listed.text().replace("\"state\":\"done\"", "\"state\":\"running\"")));
            });
            drop(page, 3, "early", "The signal box has this many levers:");
            assertThat(page.locator(".uploads-total .primary")).isVisible(PATIENTLY);
            assertThat(page.locator(".upload-row")).hasCount(3);
        }
    }

    @Test
    void answerOfSomethingElse_inTheServicesPlace_isNamedSo() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.route(
                    "**/collections/parking/documents*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<h1>Sign in to this network</h1>")));
            page.navigate(service.address() + "/#/library?c=parking");
            assertThat(page.locator(".note.bad")).containsText("not this service");
        }
    }

    @Test
    void citation_whoseDocumentIsGone_saysSoBesideTheAnswer() {
        service.document("fleeting", "note.md", "The ferry leaves at seven.\n");
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/ask?c=fleeting");
            ask(page, "When does the ferry leave?");
            assertThat(page.locator(".about")).isVisible(PATIENTLY);
            page.route(
                    "**/collections/fleeting/documents/*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(404)
                            .setContentType("application/problem+json")
                            .setBody("{\"status\":404,\"code\":\"not_found\",\"detail\":\"No such document.\"}")));
            page.locator(".cite").first().click();
            assertThat(page.locator(".side .note.bad")).isInViewport();
        }
    }

    @Test
    void documents_whoseEarlierListComesLast_stayAsTheLaterOneHasThem() {
        service.document("slow", "tower.md", "The tower has ninety steps.\n");
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/library?c=slow");
            page.locator(".windowed-body a").click();
            page.locator(".panel .fold summary").first().click();
            var earlier = new AtomicReference<Route>();
            page.route("**/collections/slow/documents?*", route -> {
                if (!earlier.compareAndSet(null, route)) {
                    route.resume();
                }
            });
            Locator save = page.locator(".panel form button:not([type])");
            save.click();
            page.waitForCondition(() -> earlier.get() != null);
            page.waitForResponse("**/collections/slow/documents?*", save::click);
            page.waitForResponse("**/collections/slow/documents?*", () -> earlier.get()
                            .fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody("{\"documents\":[],\"next\":null}")))
                    .finished();
            page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
            assertThat(page.locator(".empty")).hasCount(0);
            assertThat(page.locator(".windowed-body a")).hasCount(1);
        }
    }

    @Test
    void address_thatIsMalformed_saysThatThereIsNothing() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/%E0%A4%A");
            assertThat(page.locator("main h1")).containsText("nothing at this address");
            assertThat(page).hasTitle(Pattern.compile("nothing at this address"));
        }
    }

    @Test
    void browser_thatLacksWhatThePageNeeds_isToldWhichOnesDo() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.addInitScript("delete HTMLElement.prototype.showPopover");
            page.navigate(service.address());
            assertThat(page.locator("body > p").first()).containsText("too old");
        }
    }

    @Test
    void browser_thatKeepsNothing_isServedAllTheSame() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.addInitScript(
                    "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } })");
            page.navigate(service.address() + "/#/ask?c=parking");
            ask(page, "How many parking spaces are there?");
            assertThat(page.locator(".answer")).containsText("forty");
        }
    }
}
