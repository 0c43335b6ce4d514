/**
 * What does an office document, web page, book, mail or archive say? Reads them through Tika, jsoup and Commons Compress.
 *
 * <p>May use {@code dev.recto.read}, {@code read.text}, {@code document} and {@code config}.
 */
@NullMarked
package dev.recto.read.office;

import org.jspecify.annotations.NullMarked;
