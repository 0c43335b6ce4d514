/**
 * How do clients of the OpenAI API ask? Its chat completions, embeddings and models over collections and encoders.
 *
 * <p>May use {@code serve}, {@code serve.access} and {@code serve.json}, and what those use. Whatever a request sets is honoured or
 * refused by name.
 */
@NullMarked
package dev.recto.serve.openai;

import org.jspecify.annotations.NullMarked;
