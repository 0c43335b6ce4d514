/**
 * What do the documents say? Turns evidence into sentences with citations, or says that they do not say.
 *
 * <p>May use {@code retrieve}, {@code catalog} and what those use. LangChain4j's chat models stay in here.
 */
@NullMarked
package dev.recto.answer;

import org.jspecify.annotations.NullMarked;
