/**
 * What does a file say, and where on which page? Turns files into source documents and source documents into passages.
 *
 * <p>May use {@code document} and {@code config}. PDFBox and Tika stay in here.
 */
@NullMarked
package dev.recto.read;

import org.jspecify.annotations.NullMarked;
