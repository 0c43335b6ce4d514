/** What do answers, documents and collections look like as JSON? The commands and the service print the same. */
@NullMarked
package dev.recto.serve.json;

import org.jspecify.annotations.NullMarked;
