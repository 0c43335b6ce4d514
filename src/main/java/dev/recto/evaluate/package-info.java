/**
 * How good are the answers? Measures retrieval, quoting and refusal on questions with known answers.
 *
 * <p>May use {@code ingest}, {@code retrieve}, {@code answer} and what those use.
 */
@NullMarked
package dev.recto.evaluate;

import org.jspecify.annotations.NullMarked;
