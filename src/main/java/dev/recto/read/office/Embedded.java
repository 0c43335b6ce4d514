package dev.recto.read.office;

import dev.recto.read.ChildFiles;
import dev.recto.read.DocumentDraft;
import dev.recto.read.text.PlainTextFormat;
import dev.recto.read.text.TextDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;

/**
 * Receives what Tika finds inside a file: a mail's own body is read into the draft, documents become children, pictures and
 * machinery are left out.
 */
final class Embedded implements EmbeddedDocumentExtractor {
    /** Bytes of a mail's body that are looked at. */
    private static final int MOST_BODY = 64 << 20;

    private final DocumentDraft draft;
    private final ChildFiles children;
    private final @Nullable MailHead mail;
    private final TextDecoder decoder;

    /** Takes where things go; {@code mail} is the head of the mail that is read, or null where the file is none. */
    Embedded(DocumentDraft draft, ChildFiles children, @Nullable MailHead mail, TextDecoder decoder) {
        this.draft = draft;
        this.children = children;
        this.mail = mail;
        this.decoder = decoder;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        return !children.full();
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws IOException {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        String type = metadata.get(Metadata.CONTENT_TYPE) == null ? "" : metadata.get(Metadata.CONTENT_TYPE);
        String role = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        if (mail != null && name == null && type.startsWith("text/")) {
            mail.begin();
            body(stream, type, metadata.get(Metadata.CONTENT_ENCODING));
        } else if (mail != null || isDocument(type, role)) {
            child(stream, name == null && type.startsWith("message/rfc822") ? mailName(metadata) : name);
        }
    }

    private static boolean isDocument(String type, String role) {
        boolean machinery = role != null
                && (role.equals("THUMBNAIL")
                        || role.equals("MACRO")
                        || role.equals("METADATA")
                        || role.equals("INLINE"));
        return !machinery && !type.startsWith("image/") && !type.startsWith("audio/") && !type.startsWith("video/");
    }

    private void body(InputStream stream, String type, String charset) throws IOException {
        String text = decoder.decode(stream.readNBytes(MOST_BODY), charset).text();
        if (type.startsWith("text/html")) {
            new HtmlFormat(false).read(text, draft);
        } else {
            new PlainTextFormat().read(QuotedReply.paragraphs(text), draft);
        }
    }

    /** A mail in a mailbox has no name; its subject tells it from the others. */
    private static String mailName(Metadata metadata) {
        String subject = MailHead.subject(metadata);
        String decoded = subject == null ? "" : DecoderUtil.decodeEncodedWords(subject, DecodeMonitor.SILENT);
        return (decoded.isBlank() ? "message" : decoded.strip()) + ".eml";
    }

    private void child(InputStream stream, @Nullable String shown) throws IOException {
        if (stream instanceof TikaInputStream tika && tika.getOpenContainer() instanceof DirectoryNode directory) {
            var bytes = new ByteArrayOutputStream();
            try (var copy = new POIFSFileSystem()) {
                EntryUtils.copyNodes(directory, copy.getRoot());
                copy.writeFilesystem(bytes);
            }
            children.add(shown, new ByteArrayInputStream(bytes.toByteArray()));
        } else {
            children.add(shown, stream);
        }
    }
}
