package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import dev.recto.catalog.EvaluationRow;
import dev.recto.serve.TestService;
import dev.recto.serve.page.Browser.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does in library, playground and operations, with the keyboard and the mouse. */
class PageJourneyIT {
    private static final String DOCUMENTS = "/api/v1/collections/default/documents";

    @TempDir
    private static Path folder;

    private static ServedViews served;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        served = ServedViews.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    private static Window open(String place, String shown) {
        return served.open(Look.DESK).load(place, shown);
    }

    @Test
    void search_reloaded_showsWhatWasSearched() {
        try (Window window = open("#/library", ".windowed-body a")) {
            Page page = window.page();
            page.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).fill("LEASE");
            window.until("location.hash.includes('search=LEASE')", null);
            page.reload();
            page.waitForSelector(".windowed-body a");
            assertThat(page.locator(".windowed-body a").allTextContents()).containsExactly("office-lease.docx");
        }
    }

    @Test
    void arrowKeys_inTheLibrary_goFromRowToRowAndEnterOpens() {
        try (Window window = open("#/library?order=name", ".windowed-body a")) {
            Page page = window.page();
            page.locator(".windowed-body a[tabindex='0']").focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("End");
            page.keyboard().press("ArrowUp");
            String focused = (String) page.evaluate("document.activeElement.textContent");
            assertThat(page.locator(".windowed-body a").allTextContents())
                    .endsWith(focused, page.locator(".windowed-body a").last().textContent());
            page.keyboard().press("Enter");
            page.waitForSelector(".panel dl");
            assertThat(page.locator(".panel h2").textContent()).isEqualTo(focused);
            page.keyboard().press("Escape");
            window.until("document.querySelector('.panel') === null", null);
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo(focused);
        }
    }

    @Test
    void delete_confirmed_showsTheReceiptWhichCanBeKept() throws IOException {
        served.service().document("default", "to-go.txt", "The password of the old printer is heron.\n");
        try (Window window = open("#/library?search=to-go", ".windowed-body a")) {
            Page page = window.page();
            page.locator(".windowed-body a").click();
            page.locator(".panel .button.danger").click();
            page.locator("dialog .button.danger").click();
            page.waitForSelector(".panel .facts >> text=Passages removed");
            Download kept = page.waitForDownload(
                    () -> page.getByText("Keep the receipt").click());
            JsonNode receipt = new ObjectMapper().readTree(kept.path().toFile());
            assertThat(receipt.path("absent").asBoolean()).isTrue();
            assertThat(receipt.path("key").asText()).endsWith("to-go.txt");
            assertThat(served.service()
                            .get(null, DOCUMENTS + "?named=to-go.txt")
                            .json()
                            .path("documents"))
                    .isEmpty();
        }
    }

    @Test
    void metadata_changed_isKeptByTheService() {
        try (Window window = open("#/library?search=tide_window", ".windowed-body a")) {
            Page page = window.page();
            page.locator(".windowed-body a").click();
            page.getByText("Metadata", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator(".pair input").nth(1).fill("southlight");
            page.locator(".panel form button:not([type])").click();
            page.waitForSelector(".panel >> text=The metadata is kept");
            assertThat(served.service()
                            .get(null, DOCUMENTS + "?named=tide_window.py")
                            .json()
                            .path("documents")
                            .get(0)
                            .path("metadata")
                            .path("client")
                            .asText())
                    .isEqualTo("southlight");
        }
    }

    @Test
    void collection_madeRenamedAndDeleted_comesAndGoes() {
        try (Window window = open("#/library?view=collections", ".cards li")) {
            Page page = window.page();
            page.fill("#collection-new", "合同 x");
            page.locator(".making button").first().click();
            assertThat(page.locator("#collection-new").evaluate("(one) => one.validity.patternMismatch"))
                    .isEqualTo(true);
            page.fill("#collection-new", "合同");
            page.locator(".making button").first().click();
            page.waitForSelector(".cards >> text=合同");
            page.locator(".cards li", new Page.LocatorOptions().setHasText("合同"))
                    .locator("summary")
                    .click();
            page.locator(".cards li", new Page.LocatorOptions().setHasText("合同"))
                    .locator(".button.danger")
                    .click();
            page.locator("dialog input").fill("合同");
            page.locator("dialog .button.danger").click();
            window.until("![...document.querySelectorAll('.cards h2')].some((one) => one.textContent === '合同')", null);
            assertThat(served.service().get(null, "/api/v1/collections/合同").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void playground_inChinese_showsBothSidesWithScoresAndTimings() {
        try (Window window = served.open(new Look(1440, 900, "zh-CN", true))) {
            window.load("#/playground", "#question");
            Page page = window.page();
            page.fill("#question", "出差借款的上限是多少？");
            page.keyboard().press("Enter");
            window.until("document.querySelectorAll('.figures').length === 2", null);
            assertThat(page.locator(".sides section").nth(0).locator("ol > li").count())
                    .isGreaterThan(page.locator(".sides section")
                            .nth(1)
                            .locator("ol > li")
                            .count());
            assertThat(page.locator(".figures").first().textContent()).contains("检索", "毫秒");
            page.reload();
            window.until("document.querySelectorAll('.figures').length === 2", null);
            assertThat(page.inputValue("#question")).isEqualTo("出差借款的上限是多少？");
        }
    }

    @Test
    void playground_settingKept_isHowTheCollectionIsAskedUntilItIsUndone() {
        try (Window window = open("#/playground?c=leases", "#question")) {
            Page page = window.page();
            page.locator(".settings").nth(1).locator("input[max='100']").fill("1");
            page.locator(".keeping").nth(1).getByText("Always answer").click();
            page.waitForSelector(".keeping .badge.good");
            assertThat(settings().path("limit").asInt()).isEqualTo(1);
            assertThat(served.service()
                            .post(null, "/api/v1/collections/leases/ask", "{\"question\":\"How long is the notice?\"}")
                            .json()
                            .path("evidence"))
                    .hasSize(1);
            window.go("#/library?view=collections", ".cards li");
            assertThat(page.locator(".cards li", new Page.LocatorOptions().setHasText("leases"))
                            .textContent())
                    .contains("by quoting", "from one passage");
            page.locator(".notice .link").click();
            page.waitForCondition(() -> settings().path("limit").isNull());
            assertThat(settings().path("answerer").isNull()).isTrue();
        }
    }

    private static JsonNode settings() {
        return served.service().get(null, "/api/v1/collections/leases").json().path("settings");
    }

    @Test
    void evaluations_thatTheServiceKept_areDrawnWithTheirNumbers() {
        var row = served.service().home().catalog().collections().find("leases").orElseThrow();
        for (int at = 1; at <= 3; at++) {
            String report =
                    "{\"sets\":[{\"name\":\"leases.csv\",\"questions\":40,\"fused\":{\"document@1\":0.8%d,\"answered\":0.9}}]}"
                            .formatted(at);
            served.service()
                    .home()
                    .catalog()
                    .evaluations()
                    .keep(new EvaluationRow(
                            row.id(),
                            Instant.parse("2026-11-0" + at + "T03:00:00Z"),
                            at,
                            EvaluationRow.REINDEX,
                            "leases.csv",
                            report));
        }
        try (Window window = open("#/operations?c=leases&view=quality", "canvas")) {
            Page page = window.page();
            assertThat(page.locator("canvas").count()).isEqualTo(2);
            assertThat(page.locator("main").textContent())
                    .contains("leases.csv", "40 questions", "measured at a re-index", "generation 3");
            page.locator("figure summary").first().click();
            assertThat(page.locator("figure table").first().textContent())
                    .contains("right document first", "0.83", "0.82");
            page.locator("figure summary").nth(1).click();
            assertThat(page.locator("figure table").nth(1).locator("tbody tr").count())
                    .isEqualTo(3);
            Browser.keep(page, "evaluations");
        }
    }

    @Test
    void key_madeAndRevoked_isShownOnceAndOpensNothingThen(@TempDir Path other) {
        try (TestService locked = TestService.start(other)) {
            String admin = locked.key("admin", Map.of("*", "admin"));
            try (Window window = Window.open(served.browser(), locked.address(), Look.DESK)) {
                window.load("#/operations?view=keys", "#key");
                Page page = window.page();
                page.fill("#key", admin);
                page.keyboard().press("Enter");
                page.waitForSelector("#key-name");
                page.fill("#key-name", "intranet search");
                page.locator("form.card .button.primary").click();
                page.waitForSelector("dialog input[readonly]");
                String made = page.inputValue("dialog input[readonly]");
                assertThat(locked.get(made, "/api/v1/collections").status()).isEqualTo(200);
                page.locator("dialog .button.primary").click();
                page.reload();
                page.waitForSelector(".lines li");
                assertThat(page.content()).doesNotContain(made);
                page.getByLabel("Revoke the key intranet search").click();
                page.locator("dialog .button.danger").click();
                page.waitForSelector(".lines .faded");
                assertThat(locked.get(made, "/api/v1/collections").status()).isEqualTo(401);
            }
        }
    }

    @Test
    void suggestion_shown_isOneThatTheServiceAnswers() {
        try (Window window = open("#/conversations", ".lines li")) {
            String question = window.page().locator(".lines li bdi").first().textContent();
            JsonNode answer = served.service()
                    .post(
                            null,
                            "/api/v1/collections/default/ask",
                            new ObjectMapper()
                                    .createObjectNode()
                                    .put("question", question)
                                    .toString())
                    .json();
            assertThat(answer.path("outcome").asText()).isEqualTo("grounded");
        }
    }

    @Test
    void conversation_begunAndOpenedAgain_goesOn() {
        try (Window window = open("#/conversations", ".view-conversations h1 + .button")) {
            Page page = window.page();
            page.locator(".view-conversations h1 + .button").click();
            asked(window, "How long is the notice period of the office lease?");
            page.locator(".answering > p a").click();
            page.waitForSelector(".turns a");
            Browser.keep(page, "conversation-opened");
            asked(window, "And who may give it?");
            String place = page.url().replaceAll(".*conversation=([^&]+).*", "$1");
            JsonNode kept = served.service()
                    .get(null, "/api/v1/collections/default/conversations/" + place)
                    .json();
            assertThat(kept.path("turn_list").findValuesAsText("question"))
                    .containsExactly("How long is the notice period of the office lease?", "And who may give it?");
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void conversation_begunAndLeft_isNotListedAndIsTheNextNewOne() {
        try (Window window = open("#/conversations?c=leases", ".view-conversations h1 + .button")) {
            Page page = window.page();
            page.locator(".view-conversations h1 + .button").click();
            page.waitForSelector("#question");
            String begun = page.url();
            window.go("#/conversations?c=leases", ".view-conversations .empty");
            assertThat(page.textContent("main")).doesNotContain("Untitled");
            page.locator(".view-conversations h1 + .button").click();
            page.waitForSelector("#question");
            assertThat(page.url()).isEqualTo(begun);
        }
    }

    private static void asked(Window window, String question) {
        window.page().locator("#question").fill(question);
        window.page().locator("#question").press("Enter");
        window.until("document.querySelector('.asked')?.textContent === it", question);
        window.until("document.querySelector('.about') !== null", null);
    }

    @Test
    void row_ofATableQuotedWithItsHeader_isNotSaidToBeWordForWord() {
        String question = "#/ask?q=How+many+days+of+special+leave+are+given+for+one%27s+own+wedding%3F";
        try (Window window = open(question, "main [data-cite]")) {
            window.until("document.querySelector('.about') !== null", null);
            assertThat(window.page().locator(".sentence").first().textContent()).contains("Event: Own wedding");
            assertThat(window.page().locator(".about").textContent()).contains("with", "header");
            window.page().evaluate("localStorage.setItem('recto.language', 'zh')");
            window.page().reload();
            window.until("document.querySelector('.about')?.textContent.includes('表头')", null);
        }
    }

    @Test
    void citations_steppedThrough_areShownOneAfterTheOther() {
        try (Window window = open("#/ask?q=How+many+days+of+leave+are+there%3F", "main [data-cite]")) {
            Page page = window.page();
            window.until("document.querySelector('.about') !== null", null);
            page.locator(".cite").first().click();
            page.waitForSelector(".side .viewer-controls");
            int all = page.locator("[data-source]").count();
            assertThat(all).isGreaterThan(1);
            for (int at = 1; at <= all; at++) {
                window.until("document.querySelector('.steps span')?.textContent === it", at + " of " + all);
                page.waitForSelector(".side .viewer-controls");
                window.until("document.querySelector('.source.current')?.dataset.source === it", String.valueOf(at));
                if (at < all) {
                    page.locator(".steps button").last().press("Enter");
                }
            }
            Browser.keep(page, "citations-stepped");
            assertThat((Boolean) page.evaluate("document.querySelector('.side').contains(document.activeElement)"))
                    .isTrue();
        }
    }

    @Test
    void answer_printedWhileItsPageIsOpen_isOnThePaper() {
        try (Window window = open("#/ask?q=How+many+days+of+leave+are+there%3F", "main .about")) {
            Page page = window.page();
            page.locator(".cite").first().click();
            page.waitForSelector(".side .viewer-controls");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(794, 1123);
            assertThat(page.locator(".answer").isVisible()).isTrue();
            assertThat(page.locator(".side").isVisible()).isFalse();
        }
    }

    @Test
    void anotherVisitor_signingIn_seesNothingOfTheLastOne(@TempDir Path other) {
        try (TestService locked = TestService.start(other)) {
            locked.document("default", "parking.md", "The garage has forty parking spaces.\n");
            String first = locked.key("first", Map.of("default", "read"));
            String second = locked.key("second", Map.of("default", "read"));
            try (Window window = Window.open(served.browser(), locked.address(), Look.DESK)) {
                window.load("", "#key");
                Page page = window.page();
                page.fill("#key", first);
                page.keyboard().press("Enter");
                page.waitForSelector("#question");
                asked(window, "How many parking spaces are there?");
                assertThat(page.textContent("main")).contains("forty");
                page.fill("#question", "a secret draft");
                page.evaluate("window.before = true");
                page.locator(".top [popovertarget=menu]").click();
                page.getByText("Sign out").click();
                page.waitForSelector("#key");
                page.locator(".top [popovertarget=menu]").click();
                page.getByText("Language").click();
                page.getByText("登录").first().waitFor();
                page.fill("#key", second);
                page.keyboard().press("Enter");
                page.waitForSelector(".about");
                assertThat(page.evaluate("window.before")).isNull();
                window.go("#/ask", ".start #question");
                assertThat(page.inputValue("#question")).isEmpty();
            }
        }
    }
}
