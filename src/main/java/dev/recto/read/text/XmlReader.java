package dev.recto.read.text;

import dev.recto.document.ReadingProblem;
import dev.recto.read.CleanText;
import dev.recto.read.DocumentDraft;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML of any kind. Elements that hold running text become paragraphs and headings; elements that hold data become lines such as
 * {@code tenant.name: Li}. No document type is read, no entity replaced, nothing fetched; read as a stream.
 */
public final class XmlReader {
    private static final Set<String> PROSE = Set.of(
            "p",
            "para",
            "simpara",
            "paragraph",
            "text",
            "body",
            "abstract",
            "note",
            "quote",
            "v",
            "shortdesc",
            "description",
            "summary",
            "content",
            "li",
            "listitem",
            "item",
            "seg",
            "tspan");
    private static final Set<String> HEADINGS =
            Set.of("title", "h1", "h2", "h3", "h4", "h5", "h6", "head", "heading", "subtitle");
    /** A value longer than this, in UTF-16 units, is running text whatever its element is called. */
    private static final int LONGEST_VALUE = 200;

    private final XMLInputFactory factory;

    /** Creates a reader. */
    public XmlReader() {
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    }

    /** Returns whether a media type is XML's. */
    public static boolean reads(String mediaType) {
        return mediaType.equals("application/xml") || mediaType.equals("text/xml") || mediaType.endsWith("+xml");
    }

    /** One open element. */
    private static final class Element {
        private final String name;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder values = new StringBuilder();
        private boolean inline;
        private boolean hasText;
        private boolean leaf = true;

        Element(String name) {
            this.name = name;
        }

        /** Whether there is text is asked at every child, so it is not found anew each time. */
        void add(String chunk) {
            text.append(chunk);
            hasText = hasText || !CleanText.line(chunk).isEmpty();
        }
    }

    /** Reads a file into a draft; where it is damaged, what stands before that is kept. */
    public void read(Path file, DocumentDraft draft) throws IOException {
        Deque<Element> open = new ArrayDeque<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext() && !draft.full()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(xml, open);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.element().add(xml.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> end(open, draft);
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        draft.gap("Entities that it defines for itself were left out.");
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            draft.failed(
                    ReadingProblem.FAILED, "Its XML is damaged or nested too deep, and it was read only to there.");
        }
        while (!open.isEmpty()) {
            end(open, draft);
        }
    }

    private static void start(XMLStreamReader xml, Deque<Element> open) {
        var element = new Element(xml.getLocalName());
        Element parent = open.peek();
        element.inline = parent != null && (parent.inline || parent.hasText);
        if (!element.inline) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                String value = CleanText.line(xml.getAttributeValue(i));
                if (isWords(value) && xml.getAttributeLocalName(i).length() < 40) {
                    element.values
                            .append(element.name)
                            .append('.')
                            .append(xml.getAttributeLocalName(i))
                            .append(": ")
                            .append(value)
                            .append('\n');
                }
            }
        }
        if (parent != null && !element.inline) {
            parent.leaf = false;
        }
        open.push(element);
    }

    /** Attributes that are addresses, identifiers or numbers for machines are not read. */
    private static boolean isWords(String value) {
        return value.length() <= LONGEST_VALUE
                && !value.contains("://")
                && value.codePoints().anyMatch(Character::isLetter);
    }

    private static void end(Deque<Element> open, DocumentDraft draft) {
        Element element = open.remove();
        Element parent = open.peek();
        String text = CleanText.line(element.text.toString());
        if (element.inline && parent != null) {
            parent.text.append(element.text);
            return;
        }
        String name = element.name.toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && HEADINGS.contains(name) && text.length() <= LONGEST_VALUE) {
            flush(element, draft);
            flushAll(open, draft);
            draft.heading(Math.max(1, open.size()), text);
        } else if (!text.isEmpty() && (PROSE.contains(name) || text.length() > LONGEST_VALUE)) {
            flushAll(open, draft);
            flush(element, draft);
            draft.paragraph(text);
        } else {
            if (!text.isEmpty()) {
                String path = parent == null || open.size() < 2 ? element.name : parent.name + "." + element.name;
                element.values.append(path).append(": ").append(text).append('\n');
            }
            if (parent != null && element.leaf) {
                parent.values.append(element.values);
            } else {
                flush(element, draft);
            }
        }
    }

    private static void flushAll(Deque<Element> open, DocumentDraft draft) {
        open.descendingIterator().forEachRemaining(element -> flush(element, draft));
    }

    private static void flush(Element element, DocumentDraft draft) {
        if (!element.values.isEmpty()) {
            draft.paragraph(element.values.toString());
            element.values.setLength(0);
        }
    }
}
