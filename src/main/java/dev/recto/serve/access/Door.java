package dev.recto.serve.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets visitors in: finds out who asks, before any route is reached, and whether they may use it.
 *
 * <p>Each route names a {@link Role} or an {@link OpenRoute}; one that names nothing is refused. On a route with {@code {c}} the role is asked
 * of that collection, and a collection that the visitor may not read answers as one that is not there. On a route without, the
 * role is asked of every collection.
 */
public final class Door {
    private static final String VISITOR = "recto.visitor";
    private static final String CUT = "recto.cut";
    private static final String COLLECTION = "recto.collection";

    private final Catalog catalog;
    private final HostRules hosts;
    private final Credentials credentials;
    private final RateLimits rates;
    private final Idempotency idempotency;
    private final Running running = new Running();

    /**
     * Makes the one door of a service.
     *
     * @param local this machine's token, which opens everything
     */
    public Door(Catalog catalog, DoorRules rules, Secret local) {
        this.catalog = catalog;
        this.hosts = new HostRules(rules.hosts());
        this.credentials = new Credentials(catalog, rules.loopback(), local);
        this.rates = new RateLimits(rules.requestsPerMinute());
        this.idempotency = new Idempotency(catalog);
    }

    /** Stands before every route; register it before any of them. */
    public void register(RoutesConfig routes) {
        routes.before(SecurityHeaders::set);
        routes.before(this::checkHost);
        routes.beforeMatched(this::admit);
        routes.after(Door::tellHow);
        routes.beforeMatched(idempotency::begin);
        routes.after(idempotency::finish);
    }

    /**
     * Returns who asks.
     *
     * @throws IllegalStateException if the route is {@link OpenRoute#ANYONE}'s, for which nobody is asked who they are
     */
    public Visitor visitor(Context context) {
        return let(context);
    }

    /**
     * Returns the collection that the route's {@code {c}} names, by name or id, which the visitor may use as the route's role says.
     *
     * @throws IllegalStateException if the route has no {@code {c}} or no role
     */
    public CollectionRow collection(Context context) {
        return letInto(context);
    }

    /** Says which document a write's reply tells of, where the address does not name it: a kept reply goes with it. */
    public static void tellsOf(Context context, DocumentId document) {
        Idempotency.tellsOf(context, document);
    }

    static CollectionId collectionId(Context context) {
        return letInto(context).id();
    }

    private static CollectionRow letInto(Context context) {
        @Nullable CollectionRow row = context.attribute(COLLECTION);
        if (row == null) {
            throw new IllegalStateException("no collection was looked up for " + context.path());
        }
        return row;
    }

    /**
     * Returns the collection that a visitor may use so, by name or id.
     *
     * @throws dev.recto.serve.ProblemException 404 if it is not there or the visitor may not read it, 403 if the role is missing
     */
    public CollectionRow collection(Visitor visitor, String nameOrId, Role role) {
        CollectionRow row = catalog.collections()
                .named(nameOrId)
                .filter(found -> visitor.may(Role.READ, found.id()))
                .orElseThrow(() -> Problem.notFound().exception());
        if (!visitor.may(role, row.id())) {
            throw forbidden(role);
        }
        return row;
    }

    /** Has another reply kept for a repeated {@code Idempotency-Key} than the one that is sent: for one that shows a secret. */
    public static void keepReply(Context context, JsonNode reply) {
        Idempotency.keepInstead(context, Json.write(reply));
    }

    /** Returns whether a command of this machine asks, with the token that it found in the home's lock. */
    public boolean isCommand(Context context) {
        return credentials.isCommand(context);
    }

    /**
     * Ends what a revoked key's requests are doing; from now on none of them begins.
     *
     * @param context the request that revoked it, which may be the key's own and ends in order
     */
    public void cut(String key, Context context) {
        running.cut(key, context.attribute(CUT));
    }

    /** Returns what finds out who holds a key or session. */
    Credentials credentials() {
        return credentials;
    }

    /** Returns the id of who asks, or {@code -} where nobody was let in. */
    public static String visitorId(Context context) {
        @Nullable Visitor visitor = context.attribute(VISITOR);
        return visitor == null ? "-" : visitor.id();
    }

    static Visitor let(Context context) {
        @Nullable Visitor visitor = context.attribute(VISITOR);
        if (visitor == null) {
            throw new IllegalStateException("nobody was let in for " + context.path());
        }
        return visitor;
    }

    /** RFC 9110, 15.5.2: a 401 says which credentials would do. */
    private static void tellHow(Context context) {
        if (context.statusCode() == 401) {
            context.header("WWW-Authenticate", "Bearer realm=\"recto\"");
        }
    }

    private void checkHost(Context context) {
        hosts.check(context.header("Host"), context.header("Origin")).ifPresent(problem -> {
            throw problem.exception();
        });
    }

    private void admit(Context context) {
        Set<RouteRole> roles = context.routeRoles();
        if (roles.isEmpty()) {
            refuseUnmarked(context);
        }
        if (roles.contains(OpenRoute.ANYONE)) {
            return;
        }
        Visitor visitor = credentials.visitor(context);
        rates.take(visitor.id());
        follow(context, visitor);
        context.attribute(VISITOR, visitor);
        for (RouteRole needed : roles) {
            if (needed instanceof Role role) {
                check(context, visitor, role);
            }
        }
    }

    private void check(Context context, Visitor visitor, Role role) {
        @Nullable String name = context.pathParamMap().get("c");
        if (name != null) {
            context.attribute(COLLECTION, collection(visitor, name, role));
        } else if (!visitor.may(role)) {
            throw forbidden(role);
        }
    }

    /** HEAD finds the path of a GET, but has no route of its own. */
    private static void refuseUnmarked(Context context) {
        if (context.endpoints().matchedHttpEndpoint() == null) {
            throw Problem.of(405, "method_not_allowed", "This address does not take that method. Use GET.")
                    .exception();
        }
        throw new IllegalStateException("a route without a role: " + context.path());
    }

    private void follow(Context context, Visitor visitor) {
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        var connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Runnable cut = new Cut(connection::close);
        context.attribute(CUT, cut);
        running.begin(visitor.id(), cut);
        Request.addCompletionListener(request, failure -> running.end(visitor.id(), cut));
    }

    private static RuntimeException forbidden(Role role) {
        return Problem.of(
                        403,
                        "forbidden",
                        "This needs the role " + role.label() + ", which your key does not have here.")
                .exception();
    }

    /** Compared by identity, so that two requests on one connection stay two. */
    private static final class Cut implements Runnable {
        private final Runnable close;

        Cut(Runnable close) {
            this.close = close;
        }

        @Override
        public void run() {
            close.run();
        }
    }
}
