package dev.recto.serve.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** One window on the page, which notes every script that ran from a text, every request elsewhere and every error. */
final class Window implements AutoCloseable {
    /** Elements and attributes that no text may ever become. */
    private static final String FOREIGN = """
            () => [...document.querySelectorAll('*')].filter((one) =>
                [...one.attributes].some(({ name, value }) => name.startsWith('on')
                    || (['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'srcset', 'poster', 'xlink:href'].includes(name)
                        && (/^\\s*(javascript|data|vbscript):/i.test(value) || value.includes('elsewhere.invalid')))
                    || (name === 'style' && /url\\(|expression/i.test(value)))
                || ['iframe', 'object', 'embed', 'base', 'math', 'frame', 'applet'].includes(one.localName)
                || (one.localName === 'script' && !(one.getAttribute('src') ?? '').startsWith('/web/')
                    && one !== document.head.querySelector('script:not([src])'))
                || (one.localName === 'style' && one.textContent.includes('elsewhere'))
                || (one.localName === 'meta' && one.httpEquiv !== '')).map((one) => one.outerHTML.slice(0, 200))
            """;

    private final BrowserContext context;
    private final String address;
    private final Page page;
    private final List<String> ran = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private Window(Page page, String address) {
        this.context = page.context();
        this.address = address;
        this.page = page;
        context.exposeBinding("pwned", (source, arguments) -> ran.add("pwned " + List.of(arguments)));
        context.exposeBinding(
                "refused", (source, arguments) -> refused.add(List.of(arguments).toString()));
        context.addInitScript(
                "addEventListener('securitypolicyviolation', (event) => refused(event.violatedDirective, event.blockedURI, event.sample))");
        context.onRequest(request -> {
            if (!request.url().startsWith(address + "/") && !request.url().startsWith("blob:" + address)) {
                left.add(request.url());
            }
        });
        context.onPage(other -> ran.add("window " + other.url()));
        page.onDialog(dialog -> {
            ran.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(errors::add);
        page.onConsoleMessage(this::console);
    }

    /** Opens a window with nothing remembered, for the page of a service. */
    static Window open(Browser browser, String address, Browser.Look look) {
        return new Window(browser.open(look), address);
    }

    private void console(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            errors.add(message.text());
        }
    }

    /** Returns the browser's page, to do with what a person would. */
    Page page() {
        return page;
    }

    /** Loads the page at a place, such as {@code #/library}, and waits until that is shown. */
    Window load(String place, String shown) {
        page.navigate("about:blank");
        page.navigate(address + "/" + place);
        return shows(shown);
    }

    /** Goes to a place as a link does, without loading the page again, and waits until that is shown. */
    Window go(String place, String shown) {
        page.evaluate("(place) => { location.hash = place; }", place);
        return shows(shown);
    }

    /**
     * Waits until a condition holds, looked at with each frame; the page's Content-Security-Policy lets no condition in by {@code waitForFunction}.
     *
     * @param condition an expression of JavaScript over {@code it}
     * @param it its value there
     */
    void until(String condition, Object it) {
        page.evaluate(
                """
                (it) => new Promise((resolve, reject) => {
                    const end = performance.now() + 30000;
                    const look = () => (CONDITION) ? resolve()
                        : performance.now() > end ? reject(new Error(`never: CONDITION (${it}) in ${location.hash}: ${document.querySelector('main')?.textContent}`))
                        : requestAnimationFrame(look);
                    look();
                })
                """.replace("(CONDITION)", "(" + condition + ")")
                        .replace("CONDITION", condition.replace("`", "").replace("$", "")),
                it);
    }

    private Window shows(String selector) {
        page.waitForSelector(selector);
        return this;
    }

    /** Returns what ran, what was asked elsewhere and what the browser had to refuse, and what of a text stands in the document as more than text. */
    List<String> betrayals() {
        var all = new ArrayList<String>(ran);
        left.forEach(one -> all.add("request " + one));
        refused.forEach(one -> all.add("refused " + one));
        @SuppressWarnings("unchecked")
        var standing = (List<String>) page.evaluate(FOREIGN);
        standing.forEach(one -> all.add("element " + one));
        return all;
    }

    /** Returns errors of the page's own scripts. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        context.close();
    }
}
