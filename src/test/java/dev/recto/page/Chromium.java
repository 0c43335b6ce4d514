package dev.recto.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Chromium without a window, until closed. */
final class Chromium implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/bin/chromium");

    /** Nothing that a browser does by itself leaves this machine. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(INSTALLED).setArgs(FLAGS));
    }

    /** Starts it; where none is installed the test is skipped, or fails where every part is required. */
    static Chromium start() {
        boolean there = Files.isExecutable(INSTALLED);
        String missing = "Chromium is missing: apt-get install chromium";
        if (!there) {
            assertThat(System.getenv("RECTO_ALL_PARTS")).as(missing).isNotEqualTo("true");
        }
        assumeTrue(there, missing);
        return new Chromium(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /**
     * How a person looks at the page.
     *
     * @param width of the window, in CSS pixels
     */
    record Look(ColorScheme theme, String language, int width) {
        static final Look USUAL = new Look(ColorScheme.LIGHT, "en", 1440);

        /** Both themes in both languages, at one width. */
        static List<Look> all(int width) {
            return List.of(
                    new Look(ColorScheme.LIGHT, "en", width),
                    new Look(ColorScheme.DARK, "en", width),
                    new Look(ColorScheme.LIGHT, "zh", width),
                    new Look(ColorScheme.DARK, "zh", width));
        }

        @Override
        public String toString() {
            return width + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + language;
        }

        private int height() {
            return width < 600 ? 844 : 960;
        }
    }

    /** Opens a window with nothing remembered, that watches what the page does. */
    Window window(String address, Look look) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.theme())
                .setLocale(look.language().equals("zh") ? "zh-CN" : "en-GB");
        return new Window(browser.newContext(options), address);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
