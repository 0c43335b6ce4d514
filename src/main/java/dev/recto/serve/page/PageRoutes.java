package dev.recto.serve.page;

import dev.recto.serve.Problem;
import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.routes.Parameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;

/**
 * {@code /}: the page for people, and {@code /web/…}: the files that it is made of. They are the same for everyone and hold nothing of
 * anybody's, so that a person can sign in there.
 */
public final class PageRoutes {
    /** The name of a file under this path never changes its content. */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    /** Kept, but asked for each time: a new build is seen at the next look. */
    private static final String ASK_EACH_TIME = "no-cache";

    private final PageFiles files = new PageFiles();

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get("/", this::index, OpenRoute.ANYONE);
        routes.get("/web/{build}/<file>", this::file, OpenRoute.ANYONE);
    }

    private void index(Context context) {
        Parameters.only(context);
        String tag = "W/\"" + files.build() + "\"";
        context.header("Cache-Control", ASK_EACH_TIME).header("ETag", tag);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        send(context, files.index());
    }

    private void file(Context context) {
        Parameters.only(context);
        if (!context.pathParam("build").equals(files.build())) {
            throw Problem.notFound().exception(); // an old page is to load itself again, not a mixture
        }
        PageFile file = files.file(context.pathParam("file"))
                .orElseThrow(() -> Problem.notFound().exception());
        context.header("Cache-Control", FOR_GOOD);
        send(context, file);
    }

    private static void send(Context context, PageFile file) {
        context.contentType(file.mediaType());
        context.header("Vary", "Accept-Encoding");
        String accepted = context.header("Accept-Encoding");
        boolean gzip = accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
        if (gzip && file.gzipped().length > 0) {
            context.header("Content-Encoding", "gzip").result(file.gzipped());
        } else {
            context.result(file.plain());
        }
    }
}
