package dev.recto.embed;

/**
 * What a model made of one run: a vector for each token, the framing ones included, so row 0 is the {@code [CLS]} token's.
 *
 * @param values the rows, one after the other
 * @param dimensions length of a row
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data between two steps, never compared as values
record TokenStates(float[] values, int dimensions) {
    /** Returns the vector of the whole text, normalised to length 1. */
    float[] whole(EncoderUse.Pooling pooling) {
        return switch (pooling) {
            case CLS -> mean(0, 1);
            case MEAN -> mean(0, values.length / dimensions);
        };
    }

    /** Returns the mean of rows {@code from} to before {@code to}, normalised to length 1; all 0 only where the sum is. */
    float[] mean(int from, int to) {
        float[] sum = new float[dimensions];
        for (int row = from; row < to; row++) {
            int start = row * dimensions;
            for (int i = 0; i < dimensions; i++) {
                sum[i] += values[start + i];
            }
        }
        return Vectors.normalise(sum);
    }
}
