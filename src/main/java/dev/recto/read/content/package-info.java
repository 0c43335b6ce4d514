/**
 * Which reader reads this file? Tells types by content and hands each file to its format's reader.
 *
 * <p>May use {@code dev.recto.read} and its format packages, {@code document} and {@code config}.
 */
@NullMarked
package dev.recto.read.content;

import org.jspecify.annotations.NullMarked;
