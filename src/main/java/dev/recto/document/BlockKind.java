package dev.recto.document;

/** The kinds of {@link Block}. */
public enum BlockKind {
    /** A heading; opens a section of the document's outline. */
    HEADING,
    /** Running text. */
    PARAGRAPH,
    /** One item of a list. */
    LIST_ITEM,
    /** One row of a table, its cells separated by tabs. The header row itself is a row too. */
    TABLE_ROW,
    /** A footnote or endnote. */
    FOOTNOTE,
    /** Lines of source code or other preformatted text, kept as they are. */
    CODE,
    /** Words that repeat on every page (running headers, footers, page numbers): on the page, never in a passage. */
    FURNITURE
}
