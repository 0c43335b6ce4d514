/**
 * Which passages match? Keeps passages with their words and vectors, and finds them.
 *
 * <p>May use {@code document} and {@code config}; is handed vectors and knows no encoder. Lucene stays in here.
 */
@NullMarked
package dev.recto.index;

import org.jspecify.annotations.NullMarked;
