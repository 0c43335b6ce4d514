package dev.recto.read.office;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.XMLEvent;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Word documents with what was struck under tracked changes taken out (ISO 29500-1, 17.13.5). Tika 3.3.1 can leave deleted text out
 * only in its streaming reader, which loses what is a footnote; its other one reads old and new text as one.
 */
final class TrackedChanges {
    private static final Set<String> STRUCK = Set.of("del", "moveFrom");
    /** How the elements begin in a file, whatever prefix they have. */
    private static final List<String> MARKS = List.of(":del ", ":del>", ":moveFrom ", ":moveFrom>");

    private static final int LONGEST_MARK = 10;
    /** No entry is unpacked to more than this times its size, as {@link TikaReader} sets it for POI. */
    private static final long MOST_RATIO = 250;

    private static final long LEAST_UNPACKED = 1 << 20;

    private final XMLInputFactory in = XMLInputFactory.newDefaultFactory();
    private final XMLOutputFactory out = XMLOutputFactory.newDefaultFactory();

    TrackedChanges() {
        in.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        in.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** Returns whether files of this type may hold tracked changes as this class knows them. */
    static boolean mayBeIn(String mediaType) {
        return mediaType.contains("wordprocessingml")
                || mediaType.startsWith("application/vnd.ms-word.document.macroenabled");
    }

    /**
     * Writes a copy of a file without what was struck.
     *
     * @param copy where to; not written where nothing was struck
     * @return whether there is a copy
     * @throws IOException if the file is damaged or looks like a zip bomb
     */
    boolean accept(Path file, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            boolean struck = false;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                struck = struck || isStruckIn(zip, entry);
            }
            if (!struck) {
                return false;
            }
            try (OutputStream bytes = Files.newOutputStream(copy);
                    var accepted = new ZipOutputStream(bytes)) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    accepted.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream from = unpacked(zip, entry)) {
                        if (isText(entry)) {
                            filter(from, accepted);
                        } else {
                            from.transferTo(accepted);
                        }
                    }
                }
            }
            return true;
        } catch (XMLStreamException damaged) {
            throw new IOException("an entry is damaged", damaged);
        }
    }

    private static boolean isText(ZipEntry entry) {
        return entry.getName().startsWith("word/") && entry.getName().endsWith(".xml");
    }

    private static boolean isStruckIn(ZipFile zip, ZipEntry entry) throws IOException {
        if (!isText(entry) || entry.getSize() > most(entry)) {
            return false;
        }
        try (InputStream from = unpacked(zip, entry)) {
            byte[] buffer = new byte[64 << 10];
            String last = "";
            for (int got = from.read(buffer); got >= 0; got = from.read(buffer)) {
                String seen = last + new String(buffer, 0, got, StandardCharsets.ISO_8859_1);
                if (MARKS.stream().anyMatch(seen::contains)) {
                    return true;
                }
                last = seen.substring(Math.max(0, seen.length() - LONGEST_MARK));
            }
            return false;
        }
    }

    /** An entry; reading fails where it unpacks to more than a real one. */
    private static InputStream unpacked(ZipFile zip, ZipEntry entry) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(zip.getInputStream(entry))
                .setMaxCount(most(entry))
                .setOnMaxCount((most, read) -> {
                    throw new IOException("an entry unpacks to more than " + most + " bytes");
                })
                .get();
    }

    private static long most(ZipEntry entry) {
        return Math.max(LEAST_UNPACKED, entry.getCompressedSize() * MOST_RATIO);
    }

    private void filter(InputStream from, OutputStream to) throws XMLStreamException {
        XMLEventReader events = in.createXMLEventReader(from);
        XMLEventWriter writer = out.createXMLEventWriter(to, "UTF-8");
        int struck = 0;
        while (events.hasNext()) {
            XMLEvent event = events.nextEvent();
            if (event.isStartElement() && (struck > 0 || isStruck(event))) {
                struck++;
            }
            if (struck == 0) {
                writer.add(event);
            }
            if (event.isEndElement() && struck > 0) {
                struck--;
            }
        }
        writer.flush();
    }

    private static boolean isStruck(XMLEvent event) {
        return STRUCK.contains(event.asStartElement().getName().getLocalPart());
    }
}
