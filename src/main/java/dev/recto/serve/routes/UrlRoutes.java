package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.ContentTooLargeException;
import dev.recto.config.UrlConfig;
import dev.recto.ingest.FetchException;
import dev.recto.ingest.Upload;
import dev.recto.ingest.WebFetch;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Slots;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST …/documents/url}: documents that the service fetches itself. Off unless {@code ingest.url} allows it. */
public final class UrlRoutes {
    private static final int AT_ONCE = 8;
    private static final int LONGEST_URL = 1_000;

    private final ServiceParts parts;
    private final UploadRoutes uploads;
    private final Scope scope;
    private final Slots slots = new Slots(AT_ONCE, 4 * AT_ONCE, Duration.ofSeconds(10));

    /** @param uploads takes in what was fetched */
    public UrlRoutes(ServiceParts parts, Scope scope, UploadRoutes uploads) {
        this.parts = parts;
        this.scope = scope;
        this.uploads = uploads;
    }

    /** What is taken. */
    private record Wanted(
            @JsonProperty("url") @Nullable String url,
            @JsonProperty("key") @Nullable String key,
            @JsonProperty("metadata") @Nullable Map<String, @Nullable String> metadata) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/collections/{c}/documents/url", this::fetch, Role.WRITE);
    }

    private void fetch(Context context) throws IOException, InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Wanted wanted = Json.read(context, Wanted.class);
        URI url = url(wanted.url());
        String key = SourceKeys.checked(wanted.key() == null ? withoutFragment(url) : wanted.key());
        Map<String, String> metadata =
                wanted.metadata() == null ? Map.of() : Metadata.checked("metadata", wanted.metadata());
        if (parts.config().ingest().url() == UrlConfig.Rule.REFUSED) {
            throw Problem.of(
                            403,
                            "url_not_allowed",
                            "Fetching from the web is off here (ingest.url). Upload the file instead.")
                    .exception();
        }
        uploads.refuseWhenFull();
        try (Slots.Slot slot = slots.take()) {
            WebFetch.Fetched fetched = fetched(url);
            uploads.takeIn(context, collection, "url", List.of(upload(fetched, key, metadata)));
        }
    }

    private WebFetch.Fetched fetched(URI url) throws IOException {
        try {
            return parts.house().web().fetch(url);
        } catch (ContentTooLargeException e) {
            throw Problem.of(
                            413,
                            "file_too_large",
                            "The document has more than "
                                    + parts.config().limits().fileBytes() + " bytes (limits.file_bytes).")
                    .exception();
        } catch (FetchException e) {
            throw Problem.of(
                            e.refused() ? 400 : 502,
                            e.refused() ? "url_refused" : "url_failed",
                            String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private static Upload upload(WebFetch.Fetched fetched, String key, Map<String, String> metadata)
            throws IOException {
        try {
            return new Upload(fetched.bytes(), key, fetched.name(), metadata);
        } catch (IllegalArgumentException e) {
            fetched.bytes().close();
            throw Problem.badRequest("invalid_field", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private static URI url(@Nullable String text) {
        if (text == null) {
            throw Problem.badRequest("missing_field", "\"url\" is missing.").exception();
        }
        try {
            if (text.length() <= LONGEST_URL) {
                return new URI(text.strip());
            }
        } catch (URISyntaxException e) {
            // Told below, with those that are too long.
        }
        throw Problem.badRequest(
                        "invalid_field", "\"url\" must be an address of at most " + LONGEST_URL + " characters.")
                .exception();
    }

    private static String withoutFragment(URI url) {
        String text = url.toString();
        return text.indexOf('#') < 0 ? text : text.substring(0, text.indexOf('#'));
    }
}
