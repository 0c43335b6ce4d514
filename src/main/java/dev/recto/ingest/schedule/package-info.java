/**
 * When does work begin by itself? Nightly re-indexes by cron lines, and who is told of them.
 *
 * <p>May use {@code ingest} and what that may use. cron-utils stays in here.
 */
@NullMarked
package dev.recto.ingest.schedule;

import org.jspecify.annotations.NullMarked;
