package dev.recto.document;

/** What one {@link Part} of a source document is. */
public enum PartKind {
    /** A page of a PDF. */
    PAGE,
    /** A slide with its notes. */
    SLIDE,
    /** A sheet of a spreadsheet. */
    SHEET,
    /** A chapter of a book. */
    CHAPTER,
    /** The body of a mail. */
    MAIL,
    /** The one part of a format that has none. */
    BODY;

    /** Returns whether a person would call this part's number a page. */
    public boolean isPage() {
        return this == PAGE || this == SLIDE;
    }
}
