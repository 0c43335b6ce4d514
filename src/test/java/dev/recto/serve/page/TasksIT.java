package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.recto.answer.chat.ModelServer;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.TestService;
import dev.recto.serve.page.Browser.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person has made of one document in a real browser, without a chat model and with one that says what it is told. */
class TasksIT {
    private static final String LEASE =
            "# Lease\n\n## Deposit\n\nThe tenant pays a deposit of 900 euros in May. It bears no interest.\n";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static ModelServer model;
    private static TestService quoting;
    private static TestService written;
    private static String handbook;
    private static String lease;

    @BeforeAll
    static void start() throws InterruptedException {
        browser = Browser.start();
        quoting = TestService.start(folder.resolve("quoting"));
        var row = quoting.home().catalog().collections().require("default");
        quoting.home()
                .ingestor()
                .ingest(
                        row,
                        new IngestRequest(List.of(Path.of("data/samples/staff-handbook.pdf")), Map.of(), false),
                        IngestListener.SILENT);
        handbook = quoting.home()
                .catalog()
                .documents()
                .named(row.id(), "staff-handbook.pdf")
                .getFirst()
                .id()
                .value();
        model = new ModelServer(ModelServer.says("The tenant pays a deposit of 900 euros in May [1]."));
        written = TestService.start(
                folder.resolve("written"),
                RectoConfig.DEFAULT.with(ServeConfig.DEFAULT.at("127.0.0.1", 0)).with(model.config(120)),
                UnaryOperator.identity());
        lease = written.document("default", "lease.md", LEASE).id().value();
    }

    @AfterAll
    static void stop() {
        if (written != null) {
            model.close(); // first, so that no task that hangs is waited for
            written.close();
            quoting.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void pageNeverComplained() {
        assertThat(browser.complaints().stream().filter(told -> !told.startsWith("Failed to load resource")))
                .isEmpty();
    }

    private static Window task(TestService service, String document, String name) {
        return Window.open(browser, service.address(), Look.DESK)
                .load("#/tasks?d=" + document + "&task=" + name, "nav.parts [aria-current='page']");
    }

    /** Keeps a picture, and looks whether everyone can use what it shows. */
    private static void look(Page page, String name) {
        Browser.keep(page, name);
        assertThat(AccessibilityIT.violations(page, name)).isEmpty();
    }

    private static Locator run(Page page) {
        return page.locator("main form .button.primary");
    }

    @Test
    void summary_chosenFromTheDocumentsMenuByKeyboard_quotesSentencesThatOpenTheirPage() {
        try (Window window = Window.open(browser, quoting.address(), Look.DESK)) {
            window.load("#/library?d=" + handbook, ".panel [popovertarget]");
            Page page = window.page();
            page.locator(".panel [popovertarget]").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            run(page).click();
            page.waitForSelector(".sentence .cite");
            assertThat(page.locator(".about").textContent()).contains("Quoted word for word");
            assertThat(page.locator("form ~ div .badge.good").count()).isZero();
            page.locator(".sentence .cite").first().click();
            page.waitForSelector(".side .viewer-body .mark");
            look(page, "tasks-summarise-quoted");
            page.reload();
            page.waitForSelector(".sentence .cite");
        }
    }

    @Test
    void tasks_thatNeedAChatModelWhereThereIsNone_saySo() {
        for (String name : List.of("extract", "translate")) {
            try (Window window = task(quoting, handbook, name)) {
                assertThat(window.page().locator("main .note").textContent()).contains("needs a chat model");
                assertThat(run(window.page()).count()).isZero();
                look(window.page(), "tasks-" + name + "-none");
            }
        }
    }

    @Test
    void labels_withoutAChatModel_areComparedByMeaningAndFewOrLongOnesRefused() {
        try (Window window = task(quoting, handbook, "classify")) {
            Page page = window.page();
            page.fill("#task-labels", "handbook for staff");
            run(page).click();
            page.waitForSelector("[role=alert]:not(:empty)");
            page.fill("#task-labels", "handbook for staff\nsoup recipe\n");
            run(page).click();
            page.waitForSelector(".label-found");
            assertThat(page.locator(".label-found strong").textContent()).isEqualTo("handbook for staff");
            assertThat(page.locator(".likeness meter").count()).isEqualTo(2);
            look(page, "tasks-classify-similarity");
        }
    }

    @Test
    void fields_readByAChatModel_areShownWithTheirCitationsAndMissingOnesSaid() {
        model.behave(
                ModelServer.says(
                        "{\"values\": {\"deposit\": \"900 euros\", \"rent\": \"77 euros\"}, \"sources\": {\"deposit\": 1, \"rent\": 1}}"));
        try (Window window = task(written, lease, "extract")) {
            Page page = window.page();
            page.fill("#task-fields", "deposit: what the tenant pays first\nrent\nlandlord\n");
            run(page).click();
            page.waitForSelector(".extracted .cite");
            assertThat(page.locator(".extracted > div").allTextContents().stream()
                            .map(String::strip))
                    .containsExactly(
                            "deposit900 euros1",
                            "rent77 euros Not supported by the documents",
                            "landlordNot in the document");
            look(page, "tasks-extract");
        }
    }

    @Test
    void summary_translated_standsBesideItsOriginalWithItsCitations() {
        model.behave(
                ModelServer.says("The tenant pays a deposit of 900 euros in May [1]."),
                ModelServer.says("租户在5月支付900欧元的押金。"));
        try (Window window = task(written, lease, "translate")) {
            Page page = window.page();
            page.selectOption("#task-to", "zh");
            run(page).click();
            page.waitForSelector(".translation .cite");
            assertThat(page.locator(".translation").textContent())
                    .contains("租户在5月支付900欧元的押金。", "The tenant pays a deposit");
            look(page, "tasks-translate");
        }
    }

    @Test
    void answer_translatedWhereItStands_keepsItsCitations() {
        model.behave(
                ModelServer.says("The tenant pays a deposit of 900 euros in May [1]."), ModelServer.says("租户在5月支付押金。"));
        try (Window window = Window.open(browser, written.address(), Look.DESK)) {
            window.load("#/ask?q=When+does+the+tenant+pay+the+deposit+of+900+euros%3F", ".about");
            Page page = window.page();
            page.getByLabel("Translate into Chinese").click();
            page.waitForSelector(".translation .cite");
            assertThat(page.locator(".translation .badge").textContent()).isEqualTo("Check the original");
            assertThat(page.locator(".translation").textContent()).contains("“900” is missing here.");
            look(page, "ask-translated");
        }
    }

    @Test
    void task_stoppedWhileTheChatModelHangs_isSaidAndGoesOnWhenTriedAgain() {
        model.behave(ModelServer.hangsAfter(""), ModelServer.says("{\"label\": \"lease\", \"piece\": 1}"));
        try (Window window = task(written, lease, "classify")) {
            Page page = window.page();
            page.fill("#task-labels", "lease\nrecipe\n");
            int before = model.requests().size();
            run(page).click();
            page.waitForCondition(() -> model.requests().size() > before);
            page.waitForSelector(".waiting .button");
            look(page, "tasks-waiting");
            page.keyboard().press("Enter"); // the stop button has the focus
            page.waitForSelector(".note >> text=Stopped");
            page.locator(".note .link").click();
            page.waitForSelector(".label-found strong >> text=lease");
            assertThat(page.locator(".card").textContent()).contains("Chosen by test-model");
            look(page, "tasks-classify");
        }
    }

    @Test
    void task_thatTheChatModelCannotDo_saysWhyInASentence() {
        model.behave(ModelServer.status(500));
        try (Window window = task(written, lease, "extract")) {
            Page page = window.page();
            page.fill("#task-fields", "deposit");
            run(page).click();
            page.waitForSelector(".note.bad");
            assertThat(page.locator(".note.bad").textContent())
                    .contains("The chat model does not answer.", "Try again");
            look(page, "tasks-extract-failed");
        }
    }
}
