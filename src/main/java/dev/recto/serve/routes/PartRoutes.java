package dev.recto.serve.routes;

import dev.recto.catalog.DocumentRow;
import dev.recto.document.ContentHash;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.ingest.PageImages;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Slots;
import dev.recto.serve.json.DocumentJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code …/parts/{n}}: what stands on a page, and how it looks. */
public final class PartRoutes {
    private static final String ONE = "/api/v1/collections/{c}/documents/{d}/parts/{n}";
    private static final int LEAST_DPI = 36;
    private static final int STANDARD_DPI = 110;
    private static final int MOST_DPI = 200;
    /** Pages that wait to be drawn; more are refused. Chosen: a reader that leafs fast asks for some at once. */
    private static final int WAITING_PAGES = 32;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ServedHome house;
    private final Scope scope;
    /** One process draws, one page at a time; the others wait for it here, where each is bounded. */
    private final Slots drawing = new Slots(1, WAITING_PAGES, LONGEST_WAIT);

    public PartRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** A part that was read, of a document that the visitor may see. */
    private record Found(DocumentRow row, ContentHash content, Part part) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ONE, this::show, Role.READ);
        routes.get(ONE + "/image", this::image, Role.READ);
    }

    private void show(Context context) {
        Parameters.only(context);
        Found found = found(context);
        Json.send(context, 200, DocumentJson.part(found.row().id(), found.part()));
    }

    private void image(Context context) throws InterruptedException, IOException {
        Parameters.only(context, "dpi");
        int dpi = Parameters.whole(context, "dpi", STANDARD_DPI, LEAST_DPI, MOST_DPI);
        Found found = found(context);
        if (found.part().kind() != PartKind.PAGE) {
            throw Problem.notFound().exception();
        }
        switch (image(found, dpi)) {
            case PageImages.Drawn(Path file) -> {
                found(context); // drawing took its time, in which the document may have been deleted or closed to the
                // visitor
                send(context, file);
            }
            case PageImages.NotDrawn(String sentence) ->
                throw Problem.of(422, "page_not_drawable", sentence).exception();
        }
    }

    /** Whoever waits for a page that another one has drawn meanwhile gets that picture: {@link PageImages} looks again. */
    private PageImages.Image image(Found found, int dpi) throws InterruptedException, IOException {
        PageImages images = house.pageImages();
        int page = found.part().number();
        Optional<PageImages.Drawn> kept = images.kept(found.content(), page, dpi);
        if (kept.isPresent()) {
            return kept.get();
        }
        try (Slots.Slot slot = drawing.take()) {
            return images.image(found.content(), page, dpi);
        } catch (NoSuchFileException deletedMeanwhile) {
            throw Problem.notFound().exception();
        }
    }

    private static void send(Context context, Path file) throws IOException {
        try {
            context.result(Files.newInputStream(file)) // first of all: it may be gone
                    .header("Content-Length", Long.toString(Files.size(file)))
                    .contentType("image/png");
        } catch (NoSuchFileException deletedMeanwhile) {
            throw Problem.notFound().exception();
        }
    }

    private Found found(Context context) {
        DocumentRow row = scope.document(context, scope.collection(context));
        String number = context.pathParam("n");
        ContentHash content = house.catalog().documents().found(row).orElse(null);
        if (content == null || !number.matches("[1-9][0-9]{0,6}") || Integer.parseInt(number) > row.parts()) {
            throw Problem.notFound().exception();
        }
        try {
            return new Found(row, content, house.parts().part(content, Integer.parseInt(number)));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                throw Problem.notFound().exception(); // its newest version was not read yet
            }
            throw e;
        } catch (IndexOutOfBoundsException otherVersion) {
            throw Problem.notFound().exception();
        }
    }
}
