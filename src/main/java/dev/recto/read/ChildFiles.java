package dev.recto.read;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The files inside a file, written to the request's scratch folder under names of our own within the limits on their count and
 * bytes. An entry's own name is only ever shown. Not safe for several threads.
 */
public final class ChildFiles {
    /** Longest name shown, in UTF-16 units: what file systems allow for one name, and enough to recognise a path by. */
    private static final int LONGEST_NAME = 255;

    private final Path scratch;
    private final LimitsConfig limits;
    private final Notes notes;
    private final List<ReadOutcome.Child> children = new ArrayList<>();
    private long bytesLeft;
    private boolean full;

    /** Where what is left out is noted. */
    public interface Notes {
        /** Notes what could not be read, as a sentence. */
        void gap(String sentence);

        /** Notes why reading ended early, as a problem and a sentence. */
        void failed(ReadingProblem problem, String sentence);
    }

    /** Starts without children. */
    public ChildFiles(Path scratch, LimitsConfig limits, Notes notes) {
        this.scratch = scratch;
        this.limits = limits;
        this.notes = notes;
        this.bytesLeft = limits.childBytes();
    }

    /** Returns the children so far, in the order in which they stand in the file. */
    public List<ReadOutcome.Child> children() {
        return List.copyOf(children);
    }

    /** Returns whether a limit is reached and no further child is taken, so that unpacking can stop. */
    public boolean full() {
        return full;
    }

    /**
     * Takes in one file; empty ones are left out. Reads the stream no further than the limits allow and does not close it.
     *
     * @param name the entry's own name, or null where it has none
     */
    public void add(@Nullable String name, InputStream bytes) throws IOException {
        if (full) {
            return;
        }
        if (children.size() >= limits.childFiles()) {
            full = true;
            notes.gap("Only the first " + limits.childFiles() + " files inside it were taken.");
            return;
        }
        Path file = scratch.resolve(String.format(Locale.ROOT, "child-%05d", children.size() + 1));
        String shown = shownName(name);
        long most = Math.min(bytesLeft, limits.fileBytes());
        boolean taken = false;
        try {
            long written = copy(bytes, file, most);
            if (written > most) {
                full = bytesLeft < 0;
                String sentence = full
                        ? "Only the first " + (limits.childBytes() >> 20) + " MiB of the files inside it were unpacked."
                        : "A file inside it is larger than " + (limits.fileBytes() >> 20) + " MiB and was left out: "
                                + shown + ".";
                notes.failed(ReadingProblem.TOO_LARGE, sentence);
            } else if (written > 0) {
                children.add(new ReadOutcome.Child(shown, file));
                taken = true;
            }
        } finally {
            if (!taken) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Bytes of what is left out count too: unpacking them took the same time. */
    private long copy(InputStream bytes, Path file, long most) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int got = bytes.read(buffer); got >= 0; got = bytes.read(buffer)) {
                written += got;
                bytesLeft -= got;
                if (written > most) {
                    return written;
                }
                out.write(buffer, 0, got);
            }
        }
        return written;
    }

    /** Notes an entry that is a link: it is never followed and never written. */
    public void link(@Nullable String name) {
        notes.gap("A link inside it was left out: " + shownName(name));
    }

    private String shownName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "unnamed " + (children.size() + 1);
        }
        var segments = new ArrayList<String>();
        boolean odd = name.startsWith("/") || name.startsWith("\\") || name.indexOf('\0') >= 0;
        for (String segment : name.replace('\\', '/').split("/", -1)) {
            String shown = CleanText.line(segment);
            if (shown.equals("..") || shown.matches("[A-Za-z]:")) {
                odd = true;
            } else if (!shown.isEmpty() && !shown.equals(".")) {
                segments.add(shown);
            }
        }
        String joined = String.join("/", segments);
        String shown = joined.length() <= LONGEST_NAME ? joined : "…" + end(joined);
        if (odd) {
            notes.gap(
                    "A name inside it points outside the folder it is unpacked to; it was taken in as " + shown + ".");
        }
        return shown.isEmpty() ? "unnamed " + (children.size() + 1) : shown;
    }

    private static String end(String name) {
        int from = name.length() - LONGEST_NAME + 1;
        return name.substring(Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
    }
}
