package dev.recto.read.office;

import dev.recto.document.ReadingProblem;
import dev.recto.read.DocumentDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * OpenDocument text, spreadsheets and presentations (ODF 1.3), read by ourselves since Tika's XHTML drops sheet names, repeated rows
 * and slide ends. Entries are read from the archive as streams, never unpacked; no entity is replaced.
 */
public final class OpenDocumentReader {
    private static final Set<String> TYPES = Set.of(
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text-template",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet-template",
            "application/vnd.oasis.opendocument.presentation",
            "application/vnd.oasis.opendocument.presentation-template");
    /** Bytes of the list of entries that are looked at for encryption. */
    private static final int MOST_MANIFEST = 1 << 20;

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    /** Creates a reader. */
    public OpenDocumentReader() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    }

    /** Returns whether this type is read here. */
    public boolean reads(String mediaType) {
        return TYPES.contains(mediaType);
    }

    /** Reads a file into a draft; where it is damaged, what stands before that is kept. */
    public void read(Path file, String mediaType, DocumentDraft draft) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (manifest(zip).contains("encryption-data")) {
                draft.failed(ReadingProblem.ENCRYPTED, "It needs a password.");
                return;
            }
            try {
                facts(zip, draft);
            } catch (IOException | XMLStreamException | ArrayIndexOutOfBoundsException e) {
                draft.gap("What it says of itself, such as its title, is damaged and was not read.");
            }
            content(zip, new OpenDocumentFlow(draft, mediaType));
        } catch (ZipException | XMLStreamException | ArrayIndexOutOfBoundsException e) {
            draft.failed(ReadingProblem.FAILED, "It is damaged and could not be read to its end.");
        }
    }

    private static String manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("META-INF/manifest.xml");
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(MOST_MANIFEST), StandardCharsets.UTF_8);
        }
    }

    private void content(ZipFile zip, OpenDocumentFlow flow) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry("content.xml");
        if (entry == null) {
            throw new ZipException("no content");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext() && !flow.full()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> flow.start(xml);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> flow.text(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> flow.end(xml.getLocalName());
                    default -> {}
                }
            }
        }
    }

    private void facts(ZipFile zip, DocumentDraft draft) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry("meta.xml");
        if (entry == null) {
            return;
        }
        String creator = null;
        try (InputStream in = zip.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "title" -> draft.title(xml.getElementText());
                    case "initial-creator" -> creator = xml.getElementText();
                    case "creator" -> creator = first(creator, xml.getElementText());
                    case "creation-date" -> draft.property("created", Dates.rfc3339(xml.getElementText()));
                    case "language" -> draft.property("language", xml.getElementText());
                    default -> {}
                }
            }
        }
        draft.property("author", creator);
    }

    private static String first(@Nullable String first, String second) {
        return first == null ? second : first;
    }
}
