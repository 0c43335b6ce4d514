package dev.recto.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes numbers as variable-length bytes (seven bits each, lowest first; LEB128) and texts with their length. */
final class CodecOutput {
    /** How a text is stored; UTF-16 only where unpaired surrogates rule UTF-8 out. */
    static final int NULL = 0;

    static final int UTF_8 = 1;
    static final int UTF_16 = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes a number of at least 0. */
    void number(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Writes any number; those near zero are short (zigzag). */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void real(float value) {
        out.writeBytes(ByteBuffer.allocate(Float.BYTES).putFloat(value).array());
    }

    void text(@Nullable String text) {
        if (text == null) {
            number(NULL);
            return;
        }
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            number(UTF_8);
        } catch (CharacterCodingException unpairedSurrogate) {
            bytes = ByteBuffer.allocate(text.length() * 2);
            bytes.asCharBuffer().put(text);
            number(UTF_16);
        }
        number(bytes.remaining());
        out.write(bytes.array(), bytes.position(), bytes.remaining());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
