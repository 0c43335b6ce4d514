package dev.recto.embed;

/** Arithmetic on vectors that the encoders share. */
final class Vectors {
    private Vectors() {}

    /** Scales the vector to length 1, in place, and returns it; a vector of length 0 stays as it is. */
    static float[] normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    /** Returns the product of two vectors, which for vectors of length 1 is their cosine. */
    static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    /** Returns a vector of length 1 as int8: each value × 127, rounded. */
    static byte[] quantise(float[] vector) {
        byte[] quantised = new byte[vector.length];
        for (int i = 0; i < vector.length; i++) {
            quantised[i] = (byte) Math.clamp(Math.round(vector[i] * 127), -127, 127);
        }
        return quantised;
    }
}
