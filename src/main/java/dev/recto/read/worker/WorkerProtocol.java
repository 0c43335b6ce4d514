package dev.recto.read.worker;

import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.read.PageImageOutcome;
import dev.recto.read.PageImageRequest;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import dev.recto.read.SourceDocumentFile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What parent and worker say to each other: frames of a length and bytes over the worker's standard input and output. Documents and
 * children travel as files in the request's scratch folder. The parent believes nothing: it checks every length, name and path.
 */
final class WorkerProtocol {
    /** The stored reading's name in the scratch folder; children have other names. */
    static final String DOCUMENT = "document.recto";

    /** Longest frame, so that a garbled length costs no memory. Chosen. */
    private static final int LONGEST_FRAME = 16 << 20;

    private static final byte READ = 1;
    private static final byte NOT_READ = 2;
    private static final byte DRAWN = 3;
    private static final byte NOT_DRAWN = 4;

    private WorkerProtocol() {}

    static byte[] encode(ReadRequest request) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(READ);
        text(out, request.file().toString());
        text(out, request.name());
        text(out, request.scratch().toString());
        return bytes.toByteArray();
    }

    static byte[] encode(PageImageRequest request) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(DRAWN);
        text(out, request.file().toAbsolutePath().toString());
        out.writeInt(request.page());
        out.writeInt(request.dpi());
        text(out, request.target().toAbsolutePath().toString());
        return bytes.toByteArray();
    }

    /** What the parent asks for: to read a file, or to draw a page. */
    sealed interface Request {}

    /** To read a file. */
    record Reading(ReadRequest request) implements Request {}

    /** To draw a page. */
    record Drawing(PageImageRequest request) implements Request {}

    static Request request(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case READ -> new Reading(new ReadRequest(Path.of(text(in)), text(in), Path.of(text(in))));
            case DRAWN ->
                new Drawing(new PageImageRequest(Path.of(text(in)), in.readInt(), in.readInt(), Path.of(text(in))));
            default -> throw new IOException("the parent's request is garbled");
        };
    }

    static byte[] encode(PageImageOutcome outcome) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        switch (outcome) {
            case PageImageOutcome.Drawn drawn -> out.writeByte(DRAWN);
            case PageImageOutcome.NotDrawn(String sentence) -> {
                out.writeByte(NOT_DRAWN);
                text(out, sentence);
            }
        }
        return bytes.toByteArray();
    }

    static PageImageOutcome imageOutcome(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case DRAWN -> new PageImageOutcome.Drawn();
            case NOT_DRAWN -> new PageImageOutcome.NotDrawn(text(in));
            default -> throw new IOException("the worker's answer is garbled");
        };
    }

    /** Writes the document of a successful reading into the scratch folder and returns the answer's bytes. */
    static byte[] encode(ReadOutcome outcome, Path scratch) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        switch (outcome) {
            case ReadOutcome.Read read -> {
                SourceDocumentFile.write(scratch.resolve(DOCUMENT), read.document(), read.gap());
                out.writeByte(READ);
                out.writeInt(read.children().size());
                for (ReadOutcome.Child child : read.children()) {
                    text(out, child.name());
                    text(out, child.file().getFileName().toString());
                }
            }
            case ReadOutcome.NotRead notRead -> {
                out.writeByte(NOT_READ);
                text(out, notRead.problem().name());
                text(out, notRead.sentence());
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes an answer and loads the document it speaks of.
     *
     * @throws IOException if the answer or a file it names is not as it should be
     */
    static ReadOutcome outcome(DataInputStream in, Path scratch) throws IOException {
        byte kind = in.readByte();
        if (kind == NOT_READ) {
            String problem = text(in);
            for (ReadingProblem known : ReadingProblem.values()) {
                if (known.name().equals(problem)) {
                    return new ReadOutcome.NotRead(known, text(in));
                }
            }
            throw new IOException("the worker named an unknown problem");
        }
        if (kind != READ) {
            throw new IOException("the worker's answer is garbled");
        }
        List<ReadOutcome.Child> children = children(in, scratch);
        Path stored = scratch.resolve(DOCUMENT);
        SourceDocumentFile file = SourceDocumentFile.open(stored);
        SourceDocument document = file.all();
        Files.delete(stored);
        return new ReadOutcome.Read(document, children, file.gap());
    }

    private static List<ReadOutcome.Child> children(DataInputStream in, Path scratch) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST_FRAME / 8) {
            throw new IOException("the worker claims " + count + " children");
        }
        var children = new ArrayList<ReadOutcome.Child>();
        for (int i = 0; i < count; i++) {
            String name = text(in);
            String fileName = text(in);
            Path file = scratch.resolve(fileName);
            if (!fileName.matches("[A-Za-z0-9._-]+")
                    || fileName.startsWith(".")
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the worker names a child that is not in its folder");
            }
            children.add(new ReadOutcome.Child(name, file));
        }
        return children;
    }

    /** Sends one frame. */
    static void send(DataOutputStream out, byte[] frame) throws IOException {
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /**
     * Receives one frame.
     *
     * @throws EOFException if the other side has ended
     */
    static byte[] receive(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return frame;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
