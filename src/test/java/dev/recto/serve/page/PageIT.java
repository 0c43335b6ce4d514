package dev.recto.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.recto.serve.TestService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person does who has never read the README, in a real Chromium: add files, ask, and look at the marked page. */
class PageIT {
    private static final Path SAMPLES = Path.of("data/samples");
    private static final String ENGLISH = "How long is the notice period?";
    private static final String CHINESE = "出差借款的上限是多少？";

    /** Waits for the first paint with contents, of which the browser tells some time after it. */
    private static final String PAINTED = """
            () => new Promise((painted) => new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach(painted))
                .observe({ type: 'paint', buffered: true }))
            """;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static TestService service;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        service = TestService.start(folder.resolve("open"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            service.close();
            browser.close();
        }
    }

    @AfterEach
    void pageNeverComplained() {
        assertThat(browser.complaints()).isEmpty();
    }

    static Stream<Browser.Look> looks() {
        return Stream.of(
                new Browser.Look(390, 844, "en-GB", false),
                new Browser.Look(390, 844, "zh-CN", true),
                new Browser.Look(768, 1024, "en-GB", true),
                new Browser.Look(768, 1024, "zh-CN", false),
                new Browser.Look(1440, 900, "en-GB", false),
                new Browser.Look(1440, 900, "zh-CN", true));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void newcomer_addsFilesAndAsks_seesTheMarkedPage(Browser.Look look) {
        boolean chinese = look.locale().equals("zh-CN");
        String collection = (chinese ? "文档" : "papers") + look.width() + (look.dark() ? "d" : "l");
        service.home().catalog().collections().require(collection);
        try (Page page = browser.open(look)) {
            page.navigate(service.address() + "/#/ask?c=" + collection);
            assertThat(page.locator(".zone")).isVisible();
            Browser.keep(page, look + "-1-empty");
            page.locator("input[type=file]").first().setInputFiles(new Path[] {
                SAMPLES.resolve("staff-handbook.pdf"), SAMPLES.resolve("差旅管理办法.pdf"), SAMPLES.resolve("price-list.xlsx")
            });
            assertThat(page.locator(".upload-state.done"))
                    .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(120_000));
            Browser.keep(page, look + "-2-added");
            page.locator(".uploads-total .primary").click();
            ask(page, chinese ? CHINESE : ENGLISH);
            Browser.keep(page, look + "-3-answer");
            page.locator(".cite").first().click();
            assertThat(page.locator(".sheet .mark").first()).isVisible();
            assertThat(page.locator(".sheet")).hasAttribute("data-page", "2");
            assertThat(page.locator(".textLayer")).containsText(chinese ? "人民币八千元" : "notice period");
            Browser.keep(page, look + "-4-page");
        }
    }

    private static void ask(Page page, String question) {
        page.locator("#question").fill(question);
        page.locator("#question").press("Enter");
        assertThat(page.locator(".asked")).hasText(question);
        assertThat(page.locator(".about")).isVisible();
    }

    private static Page ready(String collection, String... samples) {
        service.home().catalog().collections().require(collection);
        Page page = browser.open(Browser.Look.DESK);
        page.navigate(service.address() + "/#/add?c=" + collection);
        page.locator("input[type=file]")
                .first()
                .setInputFiles(Stream.of(samples).map(SAMPLES::resolve).toArray(Path[]::new));
        assertThat(page.locator(".upload-state.done"))
                .hasCount(samples.length, new LocatorAssertions.HasCountOptions().setTimeout(120_000));
        page.navigate(service.address() + "/#/ask?c=" + collection);
        return page;
    }

    @Test
    void answer_reloaded_isStillThereWithItsPage() {
        try (Page page = ready("reloaded", "staff-handbook.pdf")) {
            ask(page, ENGLISH);
            page.locator(".cite").first().click();
            assertThat(page.locator(".sheet .mark").first()).isVisible();
            String words = page.locator(".answer").innerText();
            page.reload();
            assertThat(page.locator(".sheet .mark").first()).isVisible();
            assertThat(page.locator(".answer").innerText()).isEqualTo(words);
            page.keyboard().press("Escape");
            assertThat(page.locator(".side")).isHidden();
            assertThat(page).not().hasURL(Pattern.compile("cite="));
        }
    }

    @Test
    void passage_ofASheet_showsItsCellsMarked() {
        try (Page page = ready("sheets", "price-list.xlsx")) {
            ask(page, "How much is the turbidity sensor?");
            page.locator(".source").first().click();
            Locator row = page.locator(".side tr").filter(new Locator.FilterOptions().setHasText("2180"));
            assertThat(row.locator("mark")).hasCount(5);
        }
    }

    @Test
    void question_thatDocumentsDoNotAnswer_isSaidPlainlyWithTheNearestPassages() {
        try (Page page = ready("refused", "staff-handbook.pdf")) {
            ask(page, "What is the capital of Mongolia?");
            assertThat(page.locator(".not-found")).containsText("The documents do not answer this.");
            page.locator(".passages .source").first().click();
            assertThat(page.locator(".sheet .mark").first()).isVisible();
            ask(page, ENGLISH);
            assertThat(page.locator(".sentence").first()).containsText("four weeks");
        }
    }

    @Test
    void question_overTheLimit_isNotSent() {
        try (Page page = ready("limits", "tide_window.py")) {
            page.locator("#question").fill("why ".repeat(2600));
            assertThat(page.locator(".over")).containsText("too long");
            assertThat(page.locator(".question .primary")).isDisabled();
        }
    }

    @Test
    void file_withALongNameOrNoText_saysWhatToDo() throws Exception {
        Path longName = Files.writeString(folder.resolve("长".repeat(80) + ".txt"), "押金为两个月的租金。\n");
        Path broken = Files.writeString(folder.resolve("<img src=x onerror=alert(1)>.pdf"), "%PDF-1.7\nnothing\n");
        service.home().catalog().collections().require("odd");
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address() + "/#/add?c=odd");
            page.locator("input[type=file]").first().setInputFiles(new Path[] {longName, broken});
            assertThat(page.locator(".upload-state.done"))
                    .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
            assertThat(page.locator(".bad-words")).containsText(Pattern.compile("damaged|No text"));
            assertThat(page.locator(".upload-rows")).containsText("<img src=x onerror=alert(1)>.pdf");
            Browser.keep(page, "upload-odd");
        }
    }

    @Test
    void language_changed_keepsTheAnswer() {
        try (Page page = ready("spoken", "staff-handbook.pdf")) {
            ask(page, ENGLISH);
            page.locator("[popovertarget=menu]").click();
            page.locator("#menu button").first().click();
            assertThat(page.locator("#question")).hasAttribute("placeholder", "向您的文档提问");
            assertThat(page.locator(".sentence").first()).containsText("four weeks");
        }
    }

    @Test
    void visitor_whereKeysAreRequired_signsInAndIsToldOfARevokedKey() {
        try (TestService locked = TestService.start(folder.resolve("locked"))) {
            locked.document("default", "parking.md", "The garage has forty parking spaces.\n");
            var reader = locked.made("reader", Map.of("default", "write"), java.util.Set.of());
            try (Page page = browser.open(Browser.Look.DESK)) {
                page.navigate(locked.address());
                page.locator("#key").fill("wrong");
                page.locator(".sign-in button").click();
                assertThat(page.locator(".note.bad")).containsText("opens nothing");
                Browser.keep(page, "sign-in");
                page.locator("#key").fill(reader.secret().value());
                page.locator(".sign-in button").click();
                ask(page, "How many parking spaces are there?");
                locked.home().catalog().keys().revoke(reader.row().id());
                page.locator("#question").fill("And bicycles?");
                page.locator("#question").press("Enter");
                assertThat(page.locator("#key")).isVisible();
                assertThat(page).hasURL(Pattern.compile("bicycles"));
            }
            assertThat(browser.complaints()).allMatch(said -> said.contains("401"));
        }
    }

    @Test
    void question_whileTheNetworkIsCut_isAskedAgainWhenItIsBack() {
        try (Page page = ready("cut", "tide_window.py")) {
            page.context().setOffline(true);
            page.locator("#question").fill("Which speed counts as slack?");
            page.locator("#question").press("Enter");
            assertThat(page.locator(".note.warn")).containsText("as soon as it is back");
            page.context().setOffline(false);
            assertThat(page.locator(".about")).isVisible();
            assertThat(browser.complaints()).allMatch(said -> said.contains("ERR_INTERNET_DISCONNECTED"));
        }
    }

    /** The joined modules share one scope, so that such a name would stand for another thing in all of them. */
    @Test
    void joinedModule_declaresNoNameOfTheBrowsersOwn() {
        PageFile joined = new PageFiles().file(JoinedModules.JOINED).orElseThrow();
        List<String> names = PageFilesTest.declared(new String(joined.plain(), StandardCharsets.UTF_8));
        try (Page page = browser.open(Browser.Look.DESK)) {
            assertThat(page.evaluate("(names) => names.filter((name) => name in window)", names))
                    .isEqualTo(List.of());
        }
    }

    @Test
    void page_onAColdCache_isSmall() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.navigate(service.address());
            assertThat(page.locator("main h1")).isVisible();
            Object bytes = page.evaluate(
                    "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.transferSize, 0)");
            assertThat(((Number) bytes).intValue()).isBetween(10_000, 250_000);
            page.evaluate(PAINTED);
        }
    }
}
