/**
 * What do programs and people elsewhere get, over HTTP?
 *
 * <p>May use every room but {@code cli}. Javalin, Jetty, Micrometer and the MCP SDK stay in here.
 */
@NullMarked
package dev.recto.serve;

import org.jspecify.annotations.NullMarked;
