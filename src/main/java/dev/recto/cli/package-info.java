/**
 * Which commands are there, and what do they print?
 *
 * <p>May use every room. Picocli stays in here.
 */
@NullMarked
package dev.recto.cli;

import org.jspecify.annotations.NullMarked;
