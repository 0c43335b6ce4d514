/** Which routes are there, and what does each do? One class a resource. */
@NullMarked
package dev.recto.serve.routes;

import org.jspecify.annotations.NullMarked;
