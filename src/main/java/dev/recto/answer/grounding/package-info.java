/** Does a passage say what a sentence says? Compares words, figures, names, denials and roles; knows nothing of answers. */
@NullMarked
package dev.recto.answer.grounding;

import org.jspecify.annotations.NullMarked;
