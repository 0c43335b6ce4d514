package dev.recto.index;

/**
 * A vector field of an index.
 *
 * @param name the model's id
 * @param dimensions length of every vector in it
 */
public record VectorField(String name, int dimensions) {}
