package dev.recto.index;

import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The bytes a passage is kept as: its record (text, place, document) in one stored field, its sentence vectors in one doc value.
 *
 * <p>Numbers are variable-length, strings length-prefixed UTF-8, sentences the gaps between their ends. The layout changes only together with
 * {@link LuceneIndex#FORMAT}.
 */
final class PassageRecord {
    private PassageRecord() {}

    /** Returns a passage and its document as bytes. */
    static BytesRef write(DocumentFacts document, PassageEntry entry) {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        try {
            writePassage(entry, out);
            writeFacts(document, out);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return new BytesRef(out.toArrayCopy());
    }

    /** Returns the passage that {@link #write} was given, with sentence vectors as {@link #readVectors} returned them. */
    static FoundPassage read(BytesRef record, Map<String, List<byte[]>> sentences) throws IOException {
        DataInput in = input(record);
        PassageId id = new PassageId(in.readString());
        PartKind kind = PartKind.valueOf(in.readString());
        Passage passage = readPassage(in);
        return new FoundPassage(id, passage, kind, readFacts(in), sentences);
    }

    /** Returns all sentence vectors of a passage as bytes. */
    static BytesRef writeVectors(List<PassageVector> vectors) {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        try {
            out.writeVInt(vectors.size());
            for (PassageVector vector : vectors) {
                out.writeString(vector.field());
                out.writeVInt(vector.sentences().size());
                for (byte[] sentence : vector.sentences()) {
                    out.writeVInt(sentence.length);
                    out.writeBytes(sentence);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return new BytesRef(out.toArrayCopy());
    }

    /** Returns the sentence vectors by field name. */
    static Map<String, List<byte[]>> readVectors(BytesRef value) throws IOException {
        DataInput in = input(value);
        Map<String, List<byte[]>> fields = new HashMap<>();
        for (int count = in.readVInt(); count > 0; count--) {
            String field = in.readString();
            List<byte[]> sentences = new ArrayList<>();
            for (int left = in.readVInt(); left > 0; left--) {
                byte[] vector = new byte[in.readVInt()];
                in.readBytes(vector, 0, vector.length);
                sentences.add(vector);
            }
            fields.put(field, List.copyOf(sentences));
        }
        return fields;
    }

    private static void writePassage(PassageEntry entry, DataOutput out) throws IOException {
        Passage passage = entry.passage();
        out.writeString(entry.id().value());
        out.writeString(entry.partKind().name());
        out.writeVInt(passage.number());
        out.writeVInt(passage.span().part());
        out.writeVInt(passage.span().range().start());
        out.writeString(passage.text());
        out.writeVInt(passage.headingPath().size());
        for (String heading : passage.headingPath()) {
            out.writeString(heading);
        }
        writeOptional(passage.tableHeader(), out);
        writeOptional(passage.label(), out);
        out.writeVInt(passage.sentences().size());
        for (TextRange sentence : passage.sentences()) {
            out.writeVInt(sentence.start() - passage.span().range().start());
            out.writeVInt(sentence.length());
        }
    }

    private static Passage readPassage(DataInput in) throws IOException {
        int number = in.readVInt();
        int part = in.readVInt();
        int start = in.readVInt();
        String text = in.readString();
        List<String> headings = new ArrayList<>();
        for (int left = in.readVInt(); left > 0; left--) {
            headings.add(in.readString());
        }
        String header = readOptional(in);
        String label = readOptional(in);
        List<TextRange> sentences = new ArrayList<>();
        for (int left = in.readVInt(); left > 0; left--) {
            int from = start + in.readVInt();
            sentences.add(new TextRange(from, from + in.readVInt()));
        }
        Span span = new Span(part, new TextRange(start, start + text.length()));
        return new Passage(number, span, text, headings, header, label, sentences);
    }

    private static void writeFacts(DocumentFacts document, DataOutput out) throws IOException {
        out.writeString(document.id().value());
        out.writeString(document.name());
        writeOptional(document.title(), out);
        out.writeSetOfStrings(document.access());
        out.writeMapOfStrings(document.metadata());
        out.writeString(document.content().hex());
    }

    private static DocumentFacts readFacts(DataInput in) throws IOException {
        return new DocumentFacts(
                new DocumentId(in.readString()),
                in.readString(),
                readOptional(in),
                in.readSetOfStrings(),
                in.readMapOfStrings(),
                new ContentHash(in.readString()));
    }

    private static void writeOptional(@Nullable String text, DataOutput out) throws IOException {
        out.writeByte((byte) (text == null ? 0 : 1));
        if (text != null) {
            out.writeString(text);
        }
    }

    private static @Nullable String readOptional(DataInput in) throws IOException {
        return in.readByte() == 0 ? null : in.readString();
    }

    private static DataInput input(BytesRef bytes) {
        return new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    }
}
