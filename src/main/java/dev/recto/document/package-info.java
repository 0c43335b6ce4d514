/**
 * What is read, cited and said: the values that every room speaks in.
 *
 * <p>Depends on the JDK alone.
 */
@NullMarked
package dev.recto.document;

import org.jspecify.annotations.NullMarked;
