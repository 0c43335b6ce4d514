package dev.recto.serve.page;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A service over the sample documents, and every view of its page. */
final class Views {
    private static final Path SAMPLES = Path.of("data/samples");

    /** The name of a document that fits into no line. */
    private static final String LONG_NAME = "annexe-that-somebody-saved-without-a-thought-".repeat(5) + ".md";

    private Views() {}

    /**
     * One view.
     *
     * @param name for a screenshot's file
     * @param place its address after the service's
     * @param shown what is there once it stands
     */
    record View(String name, String place, String shown) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Starts a service that holds the samples and one file that cannot be read. */
    static TestService serve(Path folder) throws IOException, InterruptedException {
        TestService service = TestService.start(folder);
        CollectionRow row = service.home().catalog().collections().require("default");
        Path noise = Files.write(
                Files.createDirectories(folder.resolve("more")).resolve("noise.bin"),
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        service.home()
                .ingestor()
                .ingest(
                        row,
                        new IngestRequest(List.of(SAMPLES, noise), Map.of("client", "northlight"), false),
                        IngestListener.SILENT);
        service.document("leases", "lease.md", "# Lease\n\n## Notice\n\nThe notice period is six months.\n");
        service.document("annexes", LONG_NAME, "The deposit of the annexe is forty pounds.\n");
        return service;
    }

    /** Returns both themes in both languages, at one width. */
    static List<Browser.Look> looks(int width) {
        int height = width < 600 ? 844 : 900;
        return List.of(
                new Browser.Look(width, height, "en-GB", false),
                new Browser.Look(width, height, "en-GB", true),
                new Browser.Look(width, height, "zh-CN", false),
                new Browser.Look(width, height, "zh-CN", true));
    }

    /** Returns every view of such a service's page. */
    static List<View> all(TestService service) {
        CollectionRow row =
                service.home().catalog().collections().find("default").orElseThrow();
        DocumentRow handbook = service.home()
                .catalog()
                .documents()
                .named(row.id(), "staff-handbook.pdf")
                .getFirst();
        String id = handbook.id().value();
        return List.of(
                new View("ask", "#/ask", "main textarea"),
                new View("answer", "#/ask?q=How+long+is+the+notice+period+of+the+office+lease%3F", "main [data-cite]"),
                new View("not-found", "#/ask?q=Who+won+the+chess+olympiad+of+1958%3F", "main .not-found"),
                new View(
                        "answer-long-name",
                        "#/ask?c=annexes&q=How+large+is+the+deposit+of+the+annexe%3F",
                        "main .about"),
                new View("add", "#/add", "main.view-add h1"),
                new View("library", "#/library", ".windowed-body a"),
                new View("library-document", "#/library?d=" + id, ".panel dl"),
                new View("library-none", "#/library?search=zebra", ".empty"),
                new View("page", "#/page?d=" + id, ".viewer-body canvas"),
                new View("tasks", "#/tasks?d=" + id, "main form"),
                new View("tasks-extract", "#/tasks?task=extract&d=" + id, "main .note"),
                new View("tasks-classify", "#/tasks?task=classify&d=" + id, "#task-labels"),
                new View("collections", "#/library?view=collections", ".cards li"),
                new View("conversations", "#/conversations", ".lines li"),
                new View(
                        "playground",
                        "#/playground?q=How+many+days+of+leave+are+there%3F",
                        ".sides section:last-child .figures"),
                new View("jobs", "#/operations", ".view-operations .empty, .view-operations .lines li"),
                new View("index", "#/operations?view=index", part("index", ".lines li")),
                new View("evaluation", "#/operations?view=quality", part("quality", ".empty")),
                new View("usage", "#/operations?view=usage", part("usage", ":is(.note, .empty, figure)")),
                new View("keys", "#/operations?view=keys", part("keys", "form")),
                new View("nowhere", "#/no-such-place", "main .column > h1 + p > a"));
    }

    /** Something of one part of operations, which another part that was there before does not have. */
    private static String part(String name, String shown) {
        return ".column:has(a[aria-current='page'][href*='view=" + name + "']) " + shown;
    }
}
