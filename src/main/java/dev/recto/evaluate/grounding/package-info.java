/** How well does grounding tell true sentences from false ones? Makes both from public sets, by a seed. */
@NullMarked
package dev.recto.evaluate.grounding;

import org.jspecify.annotations.NullMarked;
