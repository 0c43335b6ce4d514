/**
 * What does a file of plain characters say: text in any charset, Markdown, tables, data and source code?
 *
 * <p>May use {@code dev.recto.read}, {@code document} and {@code config}.
 */
@NullMarked
package dev.recto.read.text;

import org.jspecify.annotations.NullMarked;
