/**
 * What does a chat model say? Sends messages to the one that is configured and streams what it writes; makes prompts of evidence, and
 * sentences with citations of what comes back.
 *
 * <p>May use what {@code answer} may. LangChain4j and Resilience4j stay in here, and are in no signature.
 */
@NullMarked
package dev.recto.answer.chat;

import org.jspecify.annotations.NullMarked;
