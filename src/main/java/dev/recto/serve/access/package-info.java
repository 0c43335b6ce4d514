/** Who may do what? Keys, roles, sessions, and the limits on what one visitor may ask of the service. */
@NullMarked
package dev.recto.serve.access;

import org.jspecify.annotations.NullMarked;
