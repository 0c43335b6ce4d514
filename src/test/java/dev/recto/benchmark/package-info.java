/** Measures the whole of Recto over a home: commands for people, never run by the build. */
@NullMarked
package dev.recto.benchmark;

import org.jspecify.annotations.NullMarked;
