package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real Chromium, driven by Playwright. It notes what a page should never do: say an error on its console, throw, be held back by the content
 * security policy, or ask anything of another origin.
 */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Where screenshots are kept for people to look at. */
    public static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(ARGUMENTS));
    }

    /** Starts a browser; without Chromium the test is skipped, or fails where all parts are required. */
    public static Browser start() {
        String missing = "no Chromium at " + CHROMIUM + " (Debian: chromium)";
        if (!Files.isExecutable(CHROMIUM)) {
            assertThat(System.getenv("RECTO_ALL_PARTS")).as(missing).isNotEqualTo("true");
            assumeThat(CHROMIUM).as(missing).isExecutable();
        }
        return new Browser();
    }

    /** How a person looks at the page. */
    public record Look(int width, int height, String locale, boolean dark) {
        /** A desk, in English, by day. */
        public static final Look DESK = new Look(1440, 900, "en-GB", false);

        @Override
        public String toString() {
            return width + "-" + locale.substring(0, 2) + "-" + (dark ? "dark" : "light");
        }
    }

    /** Opens an empty page, with a memory of its own. */
    public Page open(Look look) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setLocale(look.locale())
                .setColorScheme(
                        look.dark()
                                ? com.microsoft.playwright.options.ColorScheme.DARK
                                : com.microsoft.playwright.options.ColorScheme.LIGHT));
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("blob:")) {
                complaints.add("asked " + request.url());
            }
        });
        return page;
    }

    /** Keeps a picture of a page for people to look at. */
    public static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Returns what pages did that they never should, and forgets it. */
    public List<String> complaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
