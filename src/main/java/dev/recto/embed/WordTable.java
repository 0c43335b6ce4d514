package dev.recto.embed;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * An encoder's word embeddings, taken out of its ONNX file, so that a model built on the encoder need not ship them again.
 *
 * <p>That model's metadata says where in the file the table lies, its SHA-256, and how its bytes become numbers: value = (byte - zero
 * point) * scale, the linear quantisation of <a href="https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html">ONNX</a>.
 */
final class WordTable {
    /** The largest table taken, in bytes: more than five times as many words as either encoder has. */
    private static final int MOST_BYTES = 64 << 20;

    private final byte[] bytes;
    private final int dimensions;
    private final float scale;
    private final int zeroPoint;

    private WordTable(byte[] bytes, int dimensions, float scale, int zeroPoint) {
        this.bytes = bytes;
        this.dimensions = dimensions;
        this.scale = scale;
        this.zeroPoint = zeroPoint;
    }

    /**
     * Takes the table out of an encoder's file.
     *
     * @param encoder the file's name on the class path
     * @param metadata the keys {@code recto.offset}, {@code length}, {@code sha256}, {@code dimensions}, {@code scale}, {@code zeroPoint}
     * @throws IOException if the file is missing, or is not the one that the model was built on
     */
    static WordTable of(String encoder, Map<String, String> metadata) throws IOException {
        int length = number(metadata, "length");
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a table of " + length + " bytes is none");
        }
        try (InputStream file = WordTable.class.getResourceAsStream(encoder)) {
            if (file == null) {
                throw new IOException("not on the class path: " + encoder);
            }
            file.skipNBytes(number(metadata, "offset"));
            byte[] bytes = file.readNBytes(length);
            if (!ContentHash.of(bytes).hex().equals(value(metadata, "sha256"))) {
                throw new IOException(encoder + " is not the encoder that the reader was trained on");
            }
            float scale = Float.parseFloat(value(metadata, "scale"));
            return new WordTable(bytes, number(metadata, "dimensions"), scale, number(metadata, "zeroPoint"));
        }
    }

    private static int number(Map<String, String> metadata, String key) throws IOException {
        return Integer.parseInt(value(metadata, key));
    }

    private static String value(Map<String, String> metadata, String key) throws IOException {
        String value = metadata.get("recto." + key);
        if (value == null) {
            throw new IOException("the reader does not say recto." + key);
        }
        return value;
    }

    /** Returns the length of a row. */
    int dimensions() {
        return dimensions;
    }

    /** Returns the rows of the words, one after the other. */
    float[] rows(long[] ids) {
        float[] rows = new float[ids.length * dimensions];
        int to = 0;
        for (long id : ids) {
            int from = Math.toIntExact(id) * dimensions;
            for (int i = 0; i < dimensions; i++) {
                rows[to++] = (Byte.toUnsignedInt(bytes[from + i]) - zeroPoint) * scale;
            }
        }
        return rows;
    }
}
