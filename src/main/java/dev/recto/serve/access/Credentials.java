package dev.recto.serve.access;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.KeyRow;
import dev.recto.document.ContentHash;
import dev.recto.serve.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks: by a key or this machine's token in {@code Authorization}, by a session's cookie, or, where no key was ever made and only
 * this machine can reach the service, without any.
 */
final class Credentials {
    /** The cookie of a session. */
    static final String COOKIE = "recto_session";

    /** The header in which a page proves that it may read its own session. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "bearer ";
    private static final int LONGEST = 512;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Catalog catalog;
    private final boolean loopback;
    private final Secret local;

    Credentials(Catalog catalog, boolean loopback, Secret local) {
        this.catalog = catalog;
        this.loopback = loopback;
        this.local = local;
    }

    /**
     * Returns who asks.
     *
     * @throws dev.recto.serve.ProblemException 401 if nobody known does, 403 if a session's request lacks its CSRF token
     */
    Visitor visitor(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            return ofAuthorization(authorization).orElseGet(() -> withoutKeys(context));
        }
        String session = context.cookie(COOKIE);
        if (session != null) {
            Visitor visitor = ofSession(session).orElseThrow(Running::unauthorized);
            checkCsrf(context, session);
            return visitor;
        }
        if (!open()) {
            throw Running.unauthorized();
        }
        return Visitor.local();
    }

    /** Clients of the OpenAI API always send some key: where nobody needs one, it says nothing. */
    private Visitor withoutKeys(Context context) {
        if (context.path().startsWith("/v1/") && open()) {
            return Visitor.local();
        }
        throw Running.unauthorized();
    }

    /** Returns whether nobody needs a key: only this machine can reach the service, and no key was ever made. */
    boolean open() {
        return loopback && !catalog.keys().any();
    }

    /** Returns the key that a secret is, unless it was revoked. */
    Optional<KeyRow> key(String secret) {
        return secret.length() > LONGEST ? Optional.empty() : catalog.keys().opening(ContentHash.of(secret));
    }

    /** Returns the token that a page of a session sends back: follows from the cookie, which no script and no other site can read. */
    static String csrfToken(String session) {
        return ContentHash.of("csrf:" + session).hex();
    }

    /** Returns whether a secret is this machine's token. */
    boolean isLocal(String secret) {
        return MessageDigest.isEqual(bytes(secret), bytes(local.value()));
    }

    /** Returns whether a request comes with this machine's token. */
    boolean isCommand(Context context) {
        String authorization = context.header("Authorization");
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                && isLocal(authorization.substring(BEARER.length()).strip());
    }

    private Optional<Visitor> ofAuthorization(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        String secret = authorization.substring(BEARER.length()).strip();
        return isLocal(secret) ? Optional.of(Visitor.local()) : key(secret).map(Visitor::of);
    }

    private Optional<Visitor> ofSession(String session) {
        return session.length() > LONGEST
                ? Optional.empty()
                : catalog.sessions().opening(ContentHash.of(session)).map(Visitor::of);
    }

    private static void checkCsrf(Context context, String session) {
        @Nullable String sent = context.header(CSRF_HEADER);
        if (!SAFE.contains(context.req().getMethod())
                && (sent == null || !MessageDigest.isEqual(bytes(sent), bytes(csrfToken(session))))) {
            throw Problem.of(
                            403,
                            "csrf",
                            "A signed-in page must send the header " + CSRF_HEADER
                                    + " as GET /api/v1/session gives it.")
                    .exception();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
