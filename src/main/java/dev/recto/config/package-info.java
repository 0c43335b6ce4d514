/**
 * What may be set, and to what? Every key with its default, read from a file and the environment.
 *
 * <p>May use the JDK and SnakeYAML Engine alone.
 */
@NullMarked
package dev.recto.config;

import org.jspecify.annotations.NullMarked;
