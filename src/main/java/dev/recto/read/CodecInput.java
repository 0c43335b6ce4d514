package dev.recto.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CodecOutput} wrote; anything else is an {@link IllegalArgumentException}. */
final class CodecInput {
    private final ByteBuffer bytes;

    CodecInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    private long longNumber() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    /** Reads a number from 0 to {@link Integer#MAX_VALUE}. */
    int number() {
        long value = longNumber();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a number out of range: " + value);
        }
        return (int) value;
    }

    /** Reads how many things follow; each takes at least one byte. */
    int count() {
        int count = number();
        need(count);
        return count;
    }

    long signed() {
        long value = longNumber();
        return (value >>> 1) ^ -(value & 1);
    }

    float real() {
        need(Float.BYTES);
        return bytes.getFloat();
    }

    @Nullable
    String text() {
        int form = number();
        if (form == CodecOutput.NULL) {
            return null;
        }
        int length = count();
        byte[] raw = new byte[length];
        bytes.get(raw);
        return switch (form) {
            case CodecOutput.UTF_8 -> new String(raw, StandardCharsets.UTF_8);
            case CodecOutput.UTF_16 -> ByteBuffer.wrap(raw).asCharBuffer().toString();
            default -> throw new IllegalArgumentException("no such form of text: " + form);
        };
    }

    String requiredText() {
        String text = text();
        if (text == null) {
            throw new IllegalArgumentException("a text is missing");
        }
        return text;
    }

    /** Checks that nothing follows. */
    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
        }
    }

    private void need(int length) {
        if (bytes.remaining() < length) {
            throw new IllegalArgumentException("the bytes end early");
        }
    }
}
