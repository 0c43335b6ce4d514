/**
 * What does a PDF say, and where on which page does it stand? Glyphs to runs, runs to rows in reading order, rows to blocks.
 *
 * <p>May use {@code document}, {@code config} and {@code read}. PDFBox gives the glyphs; the layout analysis is here, because
 * every character must keep its place.
 */
@NullMarked
package dev.recto.read.pdf;

import org.jspecify.annotations.NullMarked;
