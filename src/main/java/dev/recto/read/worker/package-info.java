/**
 * How is a hostile file read without harm? In a JVM of its own with limits on memory and time.
 *
 * <p>May use {@code dev.recto.read} and everything in it, {@code document} and {@code config}.
 */
@NullMarked
package dev.recto.read.worker;

import org.jspecify.annotations.NullMarked;
