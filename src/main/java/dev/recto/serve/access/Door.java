package dev.recto.serve.access;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Lets visitors in: finds out who asks, before any route is reached, and whether they may use it. */
public final class Door {
    private static final String VISITOR = "recto.visitor";

    /**
     * Returns who asks.
     *
     * @throws IllegalStateException if the route is {@link OpenRoute#ANYONE}'s, for which nobody is asked who they are
     */
    public Visitor visitor(Context context) {
        @Nullable Visitor visitor = context.attribute(VISITOR);
        if (visitor == null) {
            throw new IllegalStateException("nobody was let in for " + context.path());
        }
        return visitor;
    }
}
