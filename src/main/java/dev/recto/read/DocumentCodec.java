package dev.recto.read;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextLayout;
import dev.recto.document.TextRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a source document's pieces inside a {@link SourceDocumentFile}. Every decoder refuses damaged bytes with an
 * {@link IllegalArgumentException} (or, where numbers overflow, an {@link ArithmeticException}) and allocates no more than the bytes at hand can fill.
 */
final class DocumentCodec {
    /** Steps in a PDF point: coordinates are kept to within 0.01 pt. */
    private static final double STEPS = 50;
    /** DEFLATE cannot compress better (RFC 1951: 258 bytes by two bits). */
    private static final long BEST_RATIO = 1032;

    private DocumentCodec() {}

    /** What a document says of itself, and what could not be read of it. */
    record Front(SourceDocument document, @Nullable String gap) {}

    static byte[] encode(SourceDocument document, @Nullable String gap) {
        var out = new CodecOutput();
        out.text(document.mediaType());
        out.text(document.title());
        out.text(gap);
        out.number(document.properties().size());
        document.properties().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(property -> {
                    out.text(property.getKey());
                    out.text(property.getValue());
                });
        return out.toByteArray();
    }

    static Front decodeFront(ByteBuffer bytes) {
        var in = new CodecInput(bytes);
        String mediaType = in.requiredText();
        String title = in.text();
        String gap = in.text();
        var properties = new HashMap<String, String>();
        for (int left = in.count(); left > 0; left--) {
            properties.put(in.requiredText(), in.requiredText());
        }
        in.end();
        return new Front(new SourceDocument(mediaType, title, properties, List.of()), gap);
    }

    @SuppressWarnings("EnumOrdinal") // the file's version changes with the order of kinds
    static byte[] encode(Part part) {
        var out = new CodecOutput();
        out.number(part.kind().ordinal());
        out.text(part.label());
        out.text(part.text());
        out.real(part.width());
        out.real(part.height());
        encodeBlocks(out, part.blocks());
        encodeLayout(out, part.layout());
        return out.toByteArray();
    }

    static Part decodePart(int number, ByteBuffer bytes) {
        var in = new CodecInput(bytes);
        PartKind kind = constant(PartKind.values(), in.number());
        String label = in.text();
        String text = in.requiredText();
        float width = in.real();
        float height = in.real();
        List<Block> blocks = decodeBlocks(in);
        TextLayout layout = decodeLayout(in, text.length());
        in.end();
        return new Part(number, kind, label, text, blocks, layout, width, height);
    }

    @SuppressWarnings("EnumOrdinal") // as above
    private static void encodeBlocks(CodecOutput out, List<Block> blocks) {
        out.number(blocks.size());
        int at = 0;
        String header = null;
        for (Block block : blocks) {
            out.number(block.kind().ordinal());
            out.number(block.range().start() - at);
            out.number(block.range().length());
            out.number(block.level());
            out.text(block.label());
            boolean same = Objects.equals(header, block.header());
            out.number(same ? 1 : 0);
            if (!same) {
                out.text(block.header());
            }
            header = block.header();
            at = block.range().end();
        }
    }

    private static List<Block> decodeBlocks(CodecInput in) {
        int count = in.count();
        var blocks = new ArrayList<Block>(count);
        int at = 0;
        String header = null;
        for (int i = 0; i < count; i++) {
            BlockKind kind = constant(BlockKind.values(), in.number());
            int start = Math.addExact(at, in.number());
            at = Math.addExact(start, in.number());
            int level = in.number();
            String label = in.text();
            header = in.number() == 1 ? header : in.text();
            blocks.add(new Block(kind, new TextRange(start, at), level, header, label));
        }
        return blocks;
    }

    private static void encodeLayout(CodecOutput out, TextLayout layout) {
        out.number(layout.lines().size());
        int at = 0;
        for (TextLayout.Line line : layout.lines()) {
            float[] edges = line.edges();
            out.number(line.start() - at);
            out.number(line.vertical() ? 1 : 0);
            out.signed(steps(line.cross()));
            out.signed(steps(line.thickness()));
            out.number(edges.length);
            long last = 0;
            for (float edge : edges) {
                long next = steps(edge);
                out.signed(next - last);
                last = next;
            }
            at = line.end();
        }
    }

    private static TextLayout decodeLayout(CodecInput in, int length) {
        int count = in.count();
        if (count == 0) {
            return TextLayout.NONE;
        }
        var lines = new ArrayList<TextLayout.Line>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int start = Math.addExact(at, in.number());
            boolean vertical = in.number() == 1;
            float cross = points(in.signed());
            float thickness = points(in.signed());
            float[] edges = new float[in.count()];
            long last = 0;
            for (int e = 0; e < edges.length; e++) {
                last = Math.addExact(last, in.signed());
                edges[e] = points(last);
            }
            var line = new TextLayout.Line(start, vertical, cross, thickness, edges);
            at = line.end();
            lines.add(line);
        }
        if (at > length) {
            throw new IllegalArgumentException("a line lies outside the text");
        }
        return new TextLayout(lines);
    }

    private static long steps(float points) {
        return Math.round(points * STEPS);
    }

    private static float points(long steps) {
        return (float) (steps / STEPS);
    }

    private static <T> T constant(T[] constants, int ordinal) {
        if (ordinal >= constants.length) {
            throw new IllegalArgumentException("no such kind: " + ordinal);
        }
        return constants[ordinal];
    }

    static byte[] deflate(byte[] bytes) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream(bytes.length / 3 + 64);
            byte[] buffer = new byte[64 << 10];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    static byte[] inflate(byte[] stored, int length) {
        if (length < 0 || length > stored.length * BEST_RATIO + 64) {
            throw new IllegalArgumentException("impossible length: " + length);
        }
        byte[] bytes = new byte[length];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(stored);
            int at = 0;
            while (at < length) {
                int got = inflater.inflate(bytes, at, length - at);
                if (got == 0) {
                    throw new IllegalArgumentException("the compressed bytes end early");
                }
                at += got;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not compressed bytes", e);
        }
    }
}
