package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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

/** Every view at phone, tablet and desk width, in both themes and languages: kept as pictures in target/screenshots for people to look at. */
class ScreensIT {
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

    /** Names the elements that reach past the window. */
    private static final String WIDEST =
            "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
                    + ".map((e) => e.outerHTML.slice(0, 120)).join(' | ').slice(0, 2000)";

    @Test
    void everyView_atEveryWidthThemeAndLanguage_fitsTheWindowWithoutErrors() {
        var wrong = new ArrayList<String>();
        for (int width : List.of(390, 768, 1440)) {
            for (Look look : Views.looks(width)) {
                wrong.addAll(take(look));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** At twice the size a window of 1280 pixels holds 640 CSS pixels, and one of 640 holds 320 (WCAG 2.2, 1.4.10). */
    @Test
    void everyView_at320Pixels_fitsTheWindow() {
        assertThat(take(new Look(320, 720, "en-GB", false))).isEmpty();
    }

    private static List<String> take(Look look) {
        var wrong = new ArrayList<String>();
        try (Window window = served.open(look)) {
            window.load("#/library", "main h1");
            for (View view : Views.all(served.service())) {
                window.go(view.place(), view.shown());
                Page page = window.page();
                int over = ((Number) page.evaluate(
                                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .intValue();
                if (over > 0) {
                    wrong.add(look + " " + view + " is " + over + " pixels wider than the window: "
                            + page.evaluate(WIDEST));
                }
                Browser.keep(page, view + "-" + look);
            }
            window.errors().forEach(error -> wrong.add(look + " " + error));
        }
        return wrong;
    }
}
