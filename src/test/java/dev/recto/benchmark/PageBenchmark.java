package dev.recto.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import com.sun.net.httpserver.HttpServer;
import dev.recto.serve.page.Browser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Measures the page of a service that runs, in a real Chromium: {@code PageBenchmark ADDRESS COLLECTION [ROUNDS]}, {@code PageBenchmark
 * http://127.0.0.1:7878 default 9}. What a home needs for it: many documents, and one PDF of many pages.
 *
 * <p>Each round opens a bare page of another server, then Recto's, each with a cold cache in a window that has come to rest: whatever else the machine
 * does weighs on both, and the page is not asked for anything before it is long usable. Then the
 * library of the collection is opened, searched, sorted and scrolled, its longest PDF opened nine pages before its end, and 500 small files are
 * dropped into a collection made for it, which goes again.
 */
public final class PageBenchmark {
    private static final int ROUNDS = 7;
    private static final int FILES = 500;
    private static final int BEFORE_THE_END = 9;
    /** A fresh window does work of its own, and looking into a page costs it tens of milliseconds: until it has come to rest, until it is looked at, in ms. */
    private static final double REST = 700;

    private static final double LONG_USABLE = 1_500;
    private static final double PATIENCE = 300_000;

    private static final String BARE = "<!doctype html><title>Bare</title><link rel=icon href=data:,><h1>Bare</h1>"
            + "<script>performance.mark('recto-view')</script>";

    /** When things were painted and usable, in ms after the page was asked for, and the bytes and requests that it took until then. */
    private static final String OPENED = """
            () => {
              const view = performance.getEntriesByName("recto-view")[0].startTime;
              const all = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")].filter((one) => one.startTime < view);
              return [performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1, view,
                all.reduce((sum, one) => sum + one.transferSize, 0), all.length];
            }""";

    private static final String WATCH = """
            () => {
              window.longest = 0;
              new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.longest = Math.max(window.longest, one.duration); }))
                .observe({ entryTypes: ["longtask"] });
            }""";

    private static final String LONGEST_PDF = """
            async (collection) => {
              const { documents } = await (await fetch(`/api/v1/collections/${encodeURIComponent(collection)}/documents?limit=1000`)).json();
              const pdfs = documents.filter((one) => one.media_type === "application/pdf").sort((one, other) => other.parts - one.parts);
              return pdfs.length === 0 ? null : { id: pdfs[0].id, parts: pdfs[0].parts };
            }""";

    private static final String OPEN_PAGE = """
            async ([collection, id, number]) => {
              const begun = performance.now();
              location.hash = `#/page?c=${encodeURIComponent(collection)}&d=${id}&n=${number}`;
              while (!document.querySelector(`.sheet[data-page="${number}"] .textLayer span`)) {
                await new Promise((resolve) => setTimeout(resolve, 5));
              }
              return performance.now() - begun;
            }""";

    private static final String MAKE = """
            (count) => {
              window.dropped = new DataTransfer();
              for (let at = 0; at < count; at++) {
                window.dropped.items.add(new File([`The tide of day ${at} came at ${at % 24} hours.`], `tide-${at}.txt`));
              }
            }""";

    private static final String DROP =
            "() => document.querySelector('.zone').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: window.dropped }))";

    private final Browser browser;
    private final String address;
    private final String collection;

    private PageBenchmark(Browser browser, String address, String collection) {
        this.browser = browser;
        this.address = address;
        this.collection = collection;
    }

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : ROUNDS;
        HttpServer bare = bare();
        try (Browser browser = Browser.start()) {
            var benchmark = new PageBenchmark(browser, args[0], args[1]);
            benchmark.opening("http://127.0.0.1:" + bare.getAddress().getPort() + "/", rounds);
            benchmark.library();
            benchmark.longDocument(rounds);
            benchmark.drop();
        } finally {
            bare.stop(0);
        }
    }

    private static HttpServer bare() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = BARE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void opening(String bare, int rounds) {
        List<List<Double>> ofBare = new ArrayList<>();
        List<List<Double>> own = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) { // the first one warms up
            List<Double> first = opened(bare);
            List<Double> second = opened(address);
            if (round > 0) {
                ofBare.add(first);
                own.add(second);
            }
        }
        System.out.printf(
                "cold cache, %d rounds: painted %.0f ms, usable %.0f ms (a bare page: painted %.0f ms); processor time of the main"
                        + " thread %.0f ms (%.0f ms); %.0f bytes in %.0f requests; load %.1f%n",
                rounds,
                median(own, 0),
                median(own, 1),
                median(ofBare, 0),
                median(own, 4),
                median(ofBare, 4),
                median(own, 2),
                median(own, 3),
                load());
    }

    private List<Double> opened(String place) {
        try (Page page = browser.open(Browser.Look.DESK)) {
            CDPSession session = page.context().newCDPSession(page);
            var threadTicks = new JsonObject();
            threadTicks.addProperty("timeDomain", "threadTicks");
            session.send("Performance.enable", threadTicks);
            page.waitForTimeout(REST);
            page.navigate(place, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForTimeout(LONG_USABLE);
            double processor = processorMillis(session);
            page.waitForFunction("() => performance.getEntriesByName('recto-view').length > 0 &&"
                    + " performance.getEntriesByName('first-contentful-paint').length > 0");
            List<Double> times = new ArrayList<>(numbers(page.evaluate(OPENED)));
            times.add(processor);
            return times;
        }
    }

    /** Returns the processor time of the page's main thread, in ms: what does not depend on what else the machine does. */
    private static double processorMillis(CDPSession session) {
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                return 1_000 * metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("The browser tells no TaskDuration.");
    }

    private void library() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            page.addInitScript("(" + WATCH + ")()");
            page.navigate(address + "/#/library?c=" + collection);
            page.waitForSelector(".windowed-body a");
            page.waitForTimeout(1_500);
            double opening = number(page.evaluate("window.longest"));
            page.evaluate("window.longest = 0");
            page.locator("input[type=search]").fill("9");
            page.waitForTimeout(500);
            page.locator("input[type=search]").fill("");
            page.locator(".order select").selectOption("name");
            page.mouse().move(700, 500);
            for (int turn = 0; turn < 12; turn++) {
                page.mouse().wheel(0, 6_000);
                page.waitForTimeout(60);
            }
            System.out.printf(
                    "library, %s: longest task %.0f ms while it opens, %.0f ms while it is searched, sorted and scrolled; load %.1f%n",
                    page.locator("p[role=status]").textContent(),
                    opening,
                    number(page.evaluate("window.longest")),
                    load());
        }
    }

    private void longDocument(int rounds) {
        List<List<Double>> times = new ArrayList<>();
        String told = "";
        for (int round = 0; round < rounds; round++) {
            try (Page page = browser.open(Browser.Look.DESK)) {
                page.navigate(address + "/#/library?c=" + collection);
                page.waitForSelector(".windowed-body a");
                if (!(page.evaluate(LONGEST_PDF, collection) instanceof Map<?, ?> found)) {
                    System.out.println("The collection has no PDF among its first thousand documents.");
                    return;
                }
                int number = number(found);
                told = "page " + number + " of " + found.get("parts");
                List<Object> wanted = List.of(collection, String.valueOf(found.get("id")), number);
                times.add(List.of(number(page.evaluate(OPEN_PAGE, wanted))));
            }
        }
        System.out.printf(
                "%s, pdf.js not loaded before, %d rounds: %.0f ms; load %.1f%n",
                told, rounds, median(times, 0), load());
    }

    private static int number(Map<?, ?> found) {
        return found.get("parts") instanceof Number parts ? Math.max(1, parts.intValue() - BEFORE_THE_END) : 1;
    }

    private void drop() {
        try (Page page = browser.open(Browser.Look.DESK)) {
            String name = "drop-" + System.nanoTime();
            page.navigate(address);
            page.waitForSelector("main h1");
            page.evaluate(
                    "(name) => fetch('/api/v1/collections', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) })",
                    name);
            page.navigate(address + "/?#/add?c=" + name);
            page.waitForSelector(".zone");
            page.evaluate(MAKE, FILES);
            page.evaluate(WATCH);
            long begun = System.nanoTime();
            page.evaluate(DROP);
            page.waitForSelector(".uploads-total .primary", new Page.WaitForSelectorOptions().setTimeout(PATIENCE));
            System.out.printf(
                    "%d files dropped: %s after %.1f s, longest task %.0f ms; load %.1f%n",
                    FILES,
                    page.locator(".uploads-total strong").textContent(),
                    (System.nanoTime() - begun) / 1e9,
                    number(page.evaluate("window.longest")),
                    load());
            page.evaluate("(name) => fetch(`/api/v1/collections/${name}`, { method: 'DELETE' })", name);
        }
    }

    private static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(PageBenchmark::number).toList();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double median(List<List<Double>> rounds, int figure) {
        List<Double> values =
                new ArrayList<>(rounds.stream().map(one -> one.get(figure)).toList());
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
