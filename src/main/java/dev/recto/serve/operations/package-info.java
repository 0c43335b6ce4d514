/** How is the service doing? Metrics, the access log, and the log's form. */
@NullMarked
package dev.recto.serve.operations;

import org.jspecify.annotations.NullMarked;
