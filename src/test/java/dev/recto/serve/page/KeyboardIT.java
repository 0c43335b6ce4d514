package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.recto.serve.page.Browser.Look;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the focus is, for whoever has no pointer: never lost, never beneath something. */
class KeyboardIT {
    private static final String ANSWER = "#/ask?q=How+long+is+the+notice+period+of+the+office+lease%3F";

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

    private static Object focused(Page page) {
        return page.evaluate("document.activeElement.dataset.cite ?? document.activeElement.className");
    }

    private static void openSecondCitation(Window window) {
        Page page = window.page();
        window.until("document.querySelectorAll('.about, [data-cite=\"2\"]').length === 2", null);
        page.locator("[data-cite='2']").focus();
        page.keyboard().press("Enter");
        window.until("document.activeElement.className === 'viewer-body'", null);
    }

    @Test
    void page_closedWithEscape_givesTheFocusBackToItsCitation() {
        try (Window window = served.open(Look.DESK).load(ANSWER, "main .about")) {
            openSecondCitation(window);
            window.page().keyboard().press("Escape");
            assertThat(focused(window.page())).isEqualTo("2");
        }
    }

    @Test
    void page_overTheAnswerOnAPhone_isAllThatTabComesTo() {
        try (Window window = served.open(new Look(390, 844, "en-GB", false)).load(ANSWER, "main .about")) {
            openSecondCitation(window);
            Page page = window.page();
            for (int tab = 1; tab <= 12; tab++) {
                page.keyboard().press("Tab");
                assertThat(
                                (Boolean)
                                        page.evaluate(
                                                "document.activeElement === document.body || document.activeElement.matches('.skip, .side *')"))
                        .as("%s after %d tabs", focused(page), tab)
                        .isTrue();
            }
            page.keyboard().press("Escape");
            assertThat(focused(page)).isEqualTo("2");
        }
    }

    @Test
    void theme_changed_keepsTheFocus() {
        try (Window window = served.open(Look.DESK).load("#/ask", "#question")) {
            Page page = window.page();
            page.locator("[popovertarget=menu]").press("Enter");
            page.locator("#menu .theme").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.documentElement.dataset.theme")).isEqualTo("dark");
            assertThat(focused(page)).isEqualTo("theme");
        }
    }

    @Test
    void escape_inTheMenuOfADocument_closesTheMenuAlone() {
        try (Window window = served.open(Look.DESK).load("#/library?search=staff-handbook", ".windowed-body a")) {
            Page page = window.page();
            page.locator(".windowed-body a:has-text('staff-handbook.pdf')").click();
            page.locator("[popovertarget=tasks-menu]").press("Enter");
            page.keyboard().press("Tab");
            assertThat((Boolean) page.evaluate("document.activeElement.matches('#tasks-menu a')"))
                    .isTrue();
            page.keyboard().press("Escape");
            assertThat(page.locator("#tasks-menu").isVisible()).isFalse();
            assertThat(page.locator(".panel").isVisible()).isTrue();
        }
    }

    @Test
    void wordsOfACitation_whenTheAnswerIsLeft_goWithIt() {
        try (Window window = served.open(Look.DESK).load("#/library", "main h1")) {
            window.go(ANSWER, "main .about");
            Page page = window.page();
            page.locator("[data-cite='1']").hover();
            page.waitForSelector("#tip:not([hidden])");
            page.goBack();
            page.waitForSelector(".windowed-body a");
            assertThat(page.locator("#tip").isVisible()).isFalse();
        }
    }
}
