package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/** Another process holds the home; the message says who and what to do. */
public final class HomeHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final transient @Nullable HomeHolder holder;

    HomeHeldException(Home home, @Nullable HomeHolder holder) {
        super(sentence(home, holder));
        this.holder = holder;
    }

    /** Returns who holds it, or null where that cannot be told. */
    public @Nullable HomeHolder holder() {
        return holder;
    }

    private static String sentence(Home home, @Nullable HomeHolder holder) {
        if (holder == null) {
            return "Another process holds the home " + home.root() + ". Wait until it ends, or give another --home.";
        }
        String who = "Process " + holder.pid() + " holds the home " + home.root() + " since " + holder.since();
        return holder.address() == null
                ? who + ". Wait until it ends, or give another --home."
                : who + " and serves it at " + holder.address()
                        + ". What was asked for needs the home to itself: stop that process first.";
    }
}
