package dev.recto.catalog;

import java.io.IOException;

/** A content has more bytes than the limit allows. */
public final class ContentTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public ContentTooLargeException(long limit) {
        super("More than " + limit + " bytes.");
    }
}
