package dev.recto.read.office;

import dev.recto.document.ReadingProblem;
import dev.recto.read.ChildFiles;
import dev.recto.read.DocumentDraft;
import dev.recto.read.ReadRequest;
import dev.recto.read.text.TextDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.crypto.Pkcs7Parser;
import org.apache.tika.parser.dbf.DBFParser;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.apache.tika.parser.iwork.IWorkPackageParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.mbox.MboxParser;
import org.apache.tika.parser.microsoft.JackcessParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.chm.ChmParser;
import org.apache.tika.parser.microsoft.onenote.OneNoteParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.xwpf.ml2006.Word2006MLParser;
import org.apache.tika.parser.microsoft.pst.OutlookPSTParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.microsoft.xml.SpreadsheetMLParser;
import org.apache.tika.parser.microsoft.xml.WordMLParser;
import org.apache.tika.parser.mif.MIFParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pkg.RarParser;
import org.apache.tika.parser.wordperfect.QuattroProParser;
import org.apache.tika.parser.wordperfect.WordPerfectParser;
import org.apache.tika.parser.xml.FictionBookParser;
import org.xml.sax.SAXException;

/**
 * Office documents, mails and the rarer formats, through Tika's XHTML. The parsers are listed one by one: none that starts a program,
 * none for pictures or sound.
 */
public final class TikaReader {
    /** An entry of an office file may grow by this when unpacked; DEFLATE's best is 1,032, POI's own guard is at 100. Chosen. */
    private static final double LEAST_INFLATE_RATIO = 1 / 250.0;
    /** Most entries of an office file; POI's own 1,000 is low for large presentations. Chosen. */
    private static final long MOST_ENTRIES = 50_000;

    /** The one spreadsheet format whose row numbers survive in Tika's XHTML. */
    private static final String XLS = "application/vnd.ms-excel";

    private final Parser parser;
    private final TextDecoder decoder;

    /** Creates the parsers; sets POI's guards against zip bombs for this JVM, which Tika's own parser switches off. */
    public TikaReader(TextDecoder decoder) {
        this.decoder = decoder;
        this.parser = new CompositeParser(
                MediaTypeRegistry.getDefaultRegistry(),
                new OOXMLParser(),
                new OfficeParser(),
                new OldExcelParser(),
                new OpenDocumentParser(),
                new FlatOpenDocumentParser(),
                new RTFParser(),
                new RFC822Parser(),
                new MboxParser(),
                new OutlookPSTParser(),
                new TNEFParser(),
                new ChmParser(),
                new OneNoteParser(),
                new Word2006MLParser(),
                new WordMLParser(),
                new SpreadsheetMLParser(),
                new JackcessParser(),
                new HwpV5Parser(),
                new IWorkPackageParser(),
                new MIFParser(),
                new DBFParser(),
                new WordPerfectParser(),
                new QuattroProParser(),
                new FictionBookParser(),
                new Pkcs7Parser(),
                new RarParser());
        ZipSecureFile.setMinInflateRatio(LEAST_INFLATE_RATIO);
        ZipSecureFile.setMaxFileCount(MOST_ENTRIES);
    }

    /** Returns whether one of the parsers knows this type. */
    public boolean reads(String mediaType) {
        MediaType type = MediaType.parse(mediaType);
        return type != null && parser.getSupportedTypes(new ParseContext()).contains(type);
    }

    /**
     * Reads a file into a draft; why it could not be read, or not to its end, is noted there.
     *
     * @param mediaType the file's type, one that {@link #reads} knows
     */
    public void read(ReadRequest request, String mediaType, DocumentDraft draft, ChildFiles children)
            throws IOException {
        Path accepted = request.scratch().resolve("accepted-changes");
        try {
            Path file = TrackedChanges.mayBeIn(mediaType) ? withoutStruck(request.file(), accepted) : request.file();
            parse(file, mediaType, draft, children);
        } finally {
            Files.deleteIfExists(accepted);
        }
    }

    private static Path withoutStruck(Path file, Path copy) {
        try {
            return new TrackedChanges().accept(file, copy) ? copy : file;
        } catch (IOException damaged) {
            return file; // Tika says what is wrong with the file itself
        }
    }

    private void parse(Path file, String mediaType, DocumentDraft draft, ChildFiles children) {
        var metadata = new Metadata();
        MailHead mail = isMail(mediaType) ? new MailHead(metadata, draft) : null;
        metadata.set(Metadata.CONTENT_TYPE, mediaType);
        var context = new ParseContext();
        context.set(OfficeParserConfig.class, office(mediaType));
        context.set(Locale.class, Locale.US);
        context.set(EmbeddedDocumentExtractor.class, new Embedded(draft, children, mail, decoder));
        var handler = new XhtmlHandler(draft, shape(mediaType), () -> {
            if (mail != null) {
                mail.begin();
            }
        });
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parser.parse(in, handler, metadata, context);
        } catch (EncryptedDocumentException | org.apache.poi.EncryptedDocumentException e) {
            draft.failed(ReadingProblem.ENCRYPTED, "It needs a password.");
        } catch (UnsupportedFormatException e) {
            draft.failed(ReadingProblem.UNSUPPORTED, "This version of its format cannot be read.");
        } catch (TikaException | SAXException | IOException | RuntimeException | StackOverflowError e) {
            if (!draft.full()) {
                failed(e, draft);
            }
        }
        handler.endDocument();
        facts(metadata, draft, mail != null);
    }

    /** Notes in a draft why a library gave up on a file. */
    static void failed(Throwable thrown, DocumentDraft draft) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof EncryptedDocumentException
                    || cause instanceof org.apache.poi.EncryptedDocumentException) {
                draft.failed(ReadingProblem.ENCRYPTED, "It needs a password.");
                return;
            }
            if (isBomb(cause)) {
                draft.failed(
                        ReadingProblem.TOO_LARGE, "It unpacks to far more than its size; it looks like a zip bomb.");
                return;
            }
        }
        draft.failed(ReadingProblem.FAILED, "It is damaged and could not be read to its end.");
    }

    /** Returns whether POI stopped at its guard against zip bombs, which it tells by the message alone. */
    static boolean isBomb(Throwable thrown) {
        return thrown.getMessage() != null && thrown.getMessage().contains("Zip bomb");
    }

    private static OfficeParserConfig office(String mediaType) {
        var config = new OfficeParserConfig();
        config.setIncludeMissingRows(XLS.equals(mediaType));
        config.setIncludeSlideMasterContent(false);
        config.setIncludeDeletedContent(false);
        config.setIncludeMoveFromContent(false);
        config.setExtractMacros(false);
        config.setWriteSelectHeadersInBody(false);
        return config;
    }

    private static boolean isMail(String mediaType) {
        return mediaType.equals("message/rfc822") || mediaType.equals("application/vnd.ms-outlook");
    }

    private static XhtmlHandler.Shape shape(String mediaType) {
        if (mediaType.contains("presentation") || mediaType.contains("powerpoint")) {
            return XhtmlHandler.Shape.SLIDES;
        }
        if (mediaType.equals(XLS)) {
            return XhtmlHandler.Shape.SHEETS;
        }
        return mediaType.contains("excel") || mediaType.contains("spreadsheet")
                ? XhtmlHandler.Shape.UNNUMBERED_SHEETS
                : XhtmlHandler.Shape.FLOWING;
    }

    private static void facts(Metadata metadata, DocumentDraft draft, boolean mail) {
        draft.title(mail ? MailHead.subject(metadata) : metadata.get(TikaCoreProperties.TITLE));
        draft.property("author", String.join(", ", List.of(metadata.getValues(TikaCoreProperties.CREATOR))));
        draft.property("created", Dates.rfc3339(metadata.get(TikaCoreProperties.CREATED)));
        draft.property("language", metadata.get(TikaCoreProperties.LANGUAGE));
    }
}
