package dev.recto.serve.access;

import io.javalin.security.RouteRole;

/** Marks a route that asks for no role: of a collection, or at all. A route with neither a {@link Role} nor a mark is refused. */
public enum OpenRoute implements RouteRole {
    /** Open to everyone, without a key: health, and signing in. */
    ANYONE,
    /** Open to every visitor, whatever the roles; the route itself shows only what this visitor may see. */
    ANY_VISITOR
}
