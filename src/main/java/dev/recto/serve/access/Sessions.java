package dev.recto.serve.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.KeyRow;
import dev.recto.document.ContentHash;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.routes.Parameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/session}: a person signs in with a key, for a cookie that no script can read and no other site can make a browser send. What
 * changes something needs the CSRF token too.
 */
public final class Sessions {
    private static final String PATH = "/api/v1/session";

    private final Catalog catalog;
    private final Credentials credentials;
    private final Duration length;
    private final boolean chat;

    /**
     * @param length how long a session lasts
     * @param chat whether there is a chat model
     */
    public Sessions(Catalog catalog, Door door, Duration length, boolean chat) {
        this.chat = chat;
        this.catalog = catalog;
        this.credentials = door.credentials();
        this.length = length;
    }

    /** What signing in takes. */
    private record SignIn(@JsonProperty("key") @Nullable String key) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post(PATH, this::signIn, OpenRoute.ANYONE);
        routes.get(PATH, this::show, OpenRoute.ANY_VISITOR);
        routes.delete(PATH, this::signOut, OpenRoute.ANY_VISITOR);
    }

    private void signIn(Context context) {
        Parameters.only(context);
        @Nullable String sent = Json.read(context, SignIn.class).key();
        if (sent == null) {
            throw Problem.badRequest("missing_field", "\"key\" is missing.").exception();
        }
        KeyRow key = credentials.key(sent).orElseThrow(Running::unauthorized);
        Secret session = Secret.fresh("s_");
        catalog.sessions().begin(key.id(), session.hash(), length);
        var cookie = new Cookie(Credentials.COOKIE, session.value());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setMaxAge(Math.toIntExact(length.toSeconds()));
        cookie.setSecure(encrypted(context));
        context.cookie(cookie);
        Json.send(context, 201, json(Visitor.of(key), session.value()));
    }

    private void show(Context context) {
        Parameters.only(context);
        boolean byCookie = context.header("Authorization") == null;
        Json.send(context, 200, json(Door.let(context), byCookie ? context.cookie(Credentials.COOKIE) : null));
    }

    private void signOut(Context context) {
        Parameters.only(context);
        @Nullable String session = context.cookie(Credentials.COOKIE);
        if (session != null) {
            catalog.sessions().end(ContentHash.of(session));
            context.removeCookie(Credentials.COOKIE, "/");
        }
        context.status(204);
    }

    private ObjectNode json(Visitor visitor, @Nullable String session) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("visitor", visitor.id());
        node.set("roles", KeyJson.roles(visitor, catalog.collections()));
        node.put("csrf_token", session == null ? null : Credentials.csrfToken(session));
        node.put("chat", chat);
        return node;
    }

    /** Behind a proxy that ends TLS, the proxy says so; a false claim could only make the cookie stricter. */
    private static boolean encrypted(Context context) {
        return context.req().isSecure() || "https".equals(context.header("X-Forwarded-Proto"));
    }
}
