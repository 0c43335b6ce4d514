/**
 * What does a text mean, as a vector? Turns passages and questions into embeddings, here or through an API.
 *
 * <p>May use {@code document} and {@code config}. ONNX Runtime stays in here; LangChain4j is here for {@code ApiEmbedder} alone.
 */
@NullMarked
package dev.recto.embed;

import org.jspecify.annotations.NullMarked;
