package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Page;
import dev.recto.serve.TestService;
import dev.recto.serve.page.Browser.Look;
import dev.recto.serve.page.Views.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether everyone can use the page: axe-core over every view, with the rules of WCAG 2.0 to 2.2 up to AA and the best practices. */
class AccessibilityIT {
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

    @Test
    void everyView_inBothThemesAndLanguages_hasNoViolation() {
        var found = new ArrayList<String>();
        for (Look look : Views.looks(1440)) {
            found.addAll(violations(look));
        }
        found.addAll(violations(new Look(390, 844, "en-GB", false)));
        assertThat(found).isEmpty();
    }

    /** Returns what axe-core finds wrong with a page as it stands, each with where that was. */
    static List<String> violations(Look look) {
        var found = new ArrayList<String>();
        try (Window window = served.open(look)) {
            window.load("#/library", "main h1");
            for (View view : Views.all(served.service())) {
                window.go(view.place(), view.shown());
                found.addAll(violations(window.page(), look + " " + view));
            }
        }
        return found;
    }

    @Test
    void dialogs_thatAskBeforeDeleting_haveNoViolation() {
        try (Window window = served.open(Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            window.page().locator(".windowed-body a").first().click();
            window.page().locator(".panel .button.danger").click();
            window.page().waitForSelector("dialog[open]");
            assertThat(violations(window.page(), "dialog")).isEmpty();
        }
    }

    @Test
    void signIn_whereKeysAreRequired_hasNoViolation(@TempDir Path other) {
        try (TestService locked = TestService.start(other)) {
            locked.key("admin", java.util.Map.of("*", "admin"));
            try (Window window = Window.open(served.browser(), locked.address(), Look.DESK)) {
                window.load("#/ask", ".sign-in form");
                assertThat(violations(window.page(), "sign-in")).isEmpty();
            }
        }
    }

    @Test
    void axe_overPageWithFaultsOfItsOwn_findsThem() {
        try (Window window = served.open(Look.DESK)) {
            window.load("#/library", ".windowed-body a");
            window.page()
                    .evaluate(
                            "document.querySelector('main').append(document.createElement('input'), document.createElement('button'))");
            assertThat(violations(window.page(), "faults")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /** Returns what axe-core finds wrong with a page as it stands, each with where that was. */
    static List<String> violations(Page page, String where) {
        AxeResults results = new AxeBuilder(page).setLegacyMode(true).analyze();
        var found = new ArrayList<String>();
        results.getViolations().forEach(rule -> rule.getNodes()
                .forEach(node -> found.add(where + ": " + rule.getId() + " " + node.getTarget() + " "
                        + node.getHtml().lines().findFirst().orElse(""))));
        return found;
    }
}
