/**
 * Which passages are evidence for a question? Embeds it, searches, fuses and ranks.
 *
 * <p>May use {@code embed}, {@code index} and what those use.
 */
@NullMarked
package dev.recto.retrieve;

import org.jspecify.annotations.NullMarked;
