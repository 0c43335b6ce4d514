/**
 * How do assistants ask? The Model Context Protocol's tools and resources over collections, by HTTP and by standard input and output.
 *
 * <p>May use {@code serve}, {@code serve.access} and {@code serve.json}, and what those use. The MCP SDK stays in here.
 */
@NullMarked
package dev.recto.serve.mcp;

import org.jspecify.annotations.NullMarked;
