/** How are the files of {@code data/samples} made? From the Markdown in {@code src/test/samples}, each in its own format. */
@NullMarked
package dev.recto.samples;

import org.jspecify.annotations.NullMarked;
