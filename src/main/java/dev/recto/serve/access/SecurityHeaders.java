package dev.recto.serve.access;

import io.javalin.http.Context;
import java.util.Map;

/** What every response carries, so that a browser does nothing with it that was not meant. A route may only narrow them. */
public final class SecurityHeaders {
    /** Scripts, styles and pictures of this origin alone; nothing from elsewhere, in no frame. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
                    + " worker-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Every header with its value. */
    public static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");

    private SecurityHeaders() {}

    /** Puts them on a response; a static file may set a {@code Cache-Control} of its own afterwards. */
    public static void set(Context context) {
        ALL.forEach(context::header);
    }
}
