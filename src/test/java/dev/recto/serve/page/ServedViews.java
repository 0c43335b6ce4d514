package dev.recto.serve.page;

import dev.recto.serve.TestService;
import java.io.IOException;
import java.nio.file.Path;

/** A browser, and a service over a home in which every view has something to show. */
record ServedViews(Browser browser, TestService service) implements AutoCloseable {
    /** Starts both; skips the tests where there is no browser, as {@link Browser#start} says. */
    static ServedViews start(Path home) throws IOException, InterruptedException {
        Browser browser = Browser.start();
        try {
            return new ServedViews(browser, Views.serve(home));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            browser.close();
            throw failure;
        }
    }

    /** Opens a window of this look. */
    Window open(Browser.Look look) {
        return Window.open(browser, service.address(), look);
    }

    @Override
    public void close() {
        service.close();
        browser.close();
    }
}
