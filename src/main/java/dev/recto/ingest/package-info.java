/**
 * How does a file become findable, and stay true to its source? Takes in, replaces, follows and deletes documents.
 *
 * <p>May use {@code read}, {@code embed}, {@code index}, {@code catalog} and what those use; never {@code retrieve} or {@code answer}.
 */
@NullMarked
package dev.recto.ingest;

import org.jspecify.annotations.NullMarked;
