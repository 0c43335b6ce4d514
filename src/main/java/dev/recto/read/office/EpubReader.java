package dev.recto.read.office;

import dev.recto.document.PartKind;
import dev.recto.document.ReadingProblem;
import dev.recto.read.DocumentDraft;
import dev.recto.read.text.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Books (EPUB 2 and 3): every file of the reading order (the spine) is a chapter. Entries are read from the archive, never unpacked. */
public final class EpubReader {
    /** Most bytes read of one chapter. Chosen. */
    private static final int MOST_CHAPTER = 32 << 20;

    private final TextDecoder decoder;

    /** Creates a reader. */
    public EpubReader(TextDecoder decoder) {
        this.decoder = decoder;
    }

    /** Reads a book into a draft. */
    public void read(Path file, DocumentDraft draft) throws IOException {
        try (ZipFile book = new ZipFile(file.toFile())) {
            Document container = xml(book, "META-INF/container.xml");
            Element root = container == null ? null : container.selectFirst("rootfile");
            String path = root == null ? "" : root.attr("full-path");
            Document contents = xml(book, path);
            if (contents == null) {
                draft.failed(ReadingProblem.FAILED, "The book's table of contents is missing.");
                return;
            }
            facts(contents, draft);
            chapters(book, contents, path.substring(0, path.lastIndexOf('/') + 1), draft);
        } catch (ZipException e) {
            draft.failed(ReadingProblem.FAILED, "The book is damaged and cannot be opened.");
        }
    }

    private static void facts(Document contents, DocumentDraft draft) {
        draft.title(text(contents, "dc|title"));
        draft.property("author", text(contents, "dc|creator"));
        draft.property("language", text(contents, "dc|language"));
        draft.property("created", Dates.rfc3339(text(contents, "dc|date")));
    }

    private static @Nullable String text(Document contents, String query) {
        Element element = contents.selectFirst(query);
        return element == null ? null : element.text();
    }

    private void chapters(ZipFile book, Document contents, String folder, DocumentDraft draft) throws IOException {
        Set<String> locked = locked(book);
        Map<String, String> files = new HashMap<>();
        contents.select("manifest > item").forEach(item -> files.put(item.attr("id"), item.attr("href")));
        int missing = 0;
        int encrypted = 0;
        for (Element reference : contents.select("spine > itemref")) {
            if (draft.full()) {
                return;
            }
            String href = files.get(reference.attr("idref"));
            String path = href == null ? "" : folder + decoded(href);
            if (locked.contains(path)) {
                encrypted++;
                continue;
            }
            byte[] bytes = bytes(book, path);
            if (bytes == null) {
                missing++;
                continue;
            }
            Document chapter = HtmlFormat.parse(decoder.decode(bytes, null).text());
            Element heading = chapter.selectFirst("h1, h2, h3");
            draft.open(PartKind.CHAPTER, heading == null ? chapter.title() : heading.text());
            new HtmlFormat(false).body(chapter, draft);
        }
        if (encrypted > 0) {
            draft.failed(
                    ReadingProblem.ENCRYPTED,
                    encrypted + " chapters of the book are encrypted; only the shop's own program can show them.");
        }
        if (missing > 0) {
            draft.gap(missing + " chapters that the book lists are missing from it.");
        }
    }

    /** Returns the entries that the book says are encrypted (EPUB 3.3, OCF, encryption.xml); often these are fonts alone. */
    private Set<String> locked(ZipFile book) throws IOException {
        Document encryption = xml(book, "META-INF/encryption.xml");
        var locked = new HashSet<String>();
        if (encryption != null) {
            for (Element element : encryption.getAllElements()) {
                String name = element.tagName();
                if (name.substring(name.lastIndexOf(':') + 1).equals("CipherReference")) {
                    locked.add(decoded(element.attr("URI")));
                }
            }
        }
        return locked;
    }

    private @Nullable Document xml(ZipFile book, String path) throws IOException {
        byte[] bytes = bytes(book, path);
        return bytes == null ? null : Jsoup.parse(decoder.decode(bytes, null).text(), "", Parser.xmlParser());
    }

    private static byte @Nullable [] bytes(ZipFile book, String path) throws IOException {
        ZipEntry entry = book.getEntry(path);
        if (entry == null) {
            return null;
        }
        try (InputStream in = book.getInputStream(entry)) {
            return in.readNBytes(MOST_CHAPTER);
        }
    }

    private static String decoded(String href) {
        int hash = href.indexOf('#');
        String path = hash < 0 ? href : href.substring(0, hash);
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException bareSign) {
            return path; // a per cent sign that stands for itself
        }
    }
}
