package dev.recto.serve.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file that the page is made of, ready to be sent.
 *
 * @param mediaType its {@code Content-Type}
 * @param plain its bytes; not to be changed
 * @param gzipped the same compressed (RFC 1952), or empty where that would not be smaller
 */
record PageFile(String mediaType, byte[] plain, byte[] gzipped) {
    /** Returns a file with its compressed form. */
    static PageFile of(String mediaType, byte[] plain) {
        byte[] gzipped = gzip(plain);
        return new PageFile(mediaType, plain, gzipped.length < plain.length ? gzipped : new byte[0]);
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 2 + 64);
        try (var gzip = new BestGzip(out)) {
            gzip.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    /** Compressed once and sent often: as small as it gets. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
