package dev.recto.read.content;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ChildFiles;
import dev.recto.read.DocumentDraft;
import dev.recto.read.DocumentReader;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import dev.recto.read.office.ArchiveReader;
import dev.recto.read.office.EpubReader;
import dev.recto.read.office.HtmlFormat;
import dev.recto.read.office.OpenDocumentReader;
import dev.recto.read.office.TikaReader;
import dev.recto.read.office.XlsxReader;
import dev.recto.read.text.DelimitedFormat;
import dev.recto.read.text.JsonFormat;
import dev.recto.read.text.MarkdownFormat;
import dev.recto.read.text.PlainTextFormat;
import dev.recto.read.text.SourceCodeFormat;
import dev.recto.read.text.TextDecoder;
import dev.recto.read.text.TextFormat;
import dev.recto.read.text.XmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of any known type in this process, which a hostile file may bring down: see {@code WorkerReader}. */
public final class ContentReader implements DocumentReader {
    private static final Set<String> HTML =
            Set.of("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml");
    private static final Set<String> CODE = Set.of(
            "application/javascript",
            "text/javascript",
            "application/x-sh",
            "application/x-bat",
            "application/x-httpd-php",
            "application/sql",
            "application/typescript",
            "application/toml",
            "application/x-yaml",
            "application/x-tex",
            "message/x-emlx");
    private static final Set<String> PROSE = Set.of(
            "text/plain",
            "text/vtt",
            "text/troff",
            "text/richtext",
            "text/calendar",
            "text/x-vcard",
            "text/x-vcalendar",
            "text/x-log");

    private final LimitsConfig limits;
    private final DocumentReader pdf;
    private final ContentTypes types = new ContentTypes();
    private final TextDecoder decoder = new TextDecoder();
    private final TikaReader tika = new TikaReader(decoder);
    private final ArchiveReader archives = new ArchiveReader();
    private final EpubReader books = new EpubReader(decoder);
    private final OpenDocumentReader openDocuments = new OpenDocumentReader();
    private final XlsxReader workbooks = new XlsxReader();
    private final XmlReader xml = new XmlReader();
    private final TextFormat prose = new PlainTextFormat();
    private final TextFormat code = new SourceCodeFormat();
    private final TextFormat html = new HtmlFormat(true);
    private final Map<String, TextFormat> formats = Map.of(
            "text/markdown", new MarkdownFormat(),
            "text/x-web-markdown", new MarkdownFormat(),
            "text/csv", new DelimitedFormat(),
            "text/tab-separated-values", new DelimitedFormat(),
            "application/json", new JsonFormat());

    /** Creates a reader; {@code pdf} reads files of type {@code application/pdf}. */
    public ContentReader(LimitsConfig limits, DocumentReader pdf) {
        this.limits = limits;
        this.pdf = pdf;
    }

    @Override
    public ReadOutcome read(ReadRequest request) throws InterruptedException {
        try {
            long size = Files.size(request.file());
            if (size == 0) {
                return new ReadOutcome.NotRead(ReadingProblem.NO_TEXT, "The file is empty.");
            }
            if (size > limits.fileBytes()) {
                return new ReadOutcome.NotRead(
                        ReadingProblem.TOO_LARGE,
                        "The file is larger than " + (limits.fileBytes() >> 20) + " MiB (limits.file_bytes).");
            }
            String type = types.of(request.file(), request.name());
            return type.equals("application/pdf") ? pdf.read(request) : read(request, type);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new ReadOutcome.NotRead(
                    ReadingProblem.FAILED,
                    "The file could not be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    private ReadOutcome read(ReadRequest request, String type) throws IOException {
        var draft = new DocumentDraft(limits);
        var children = new ChildFiles(request.scratch(), limits, draft);
        Path file = request.file();
        if (archives.reads(type)) {
            archives.read(file, request.name(), type, new ArchiveReader.Unpacking(draft, children));
            if (children.children().isEmpty()) {
                draft.failed(ReadingProblem.NO_TEXT, "There are no files inside it.");
            }
        } else if (type.equals("application/epub+zip")) {
            books.read(file, draft);
        } else if (openDocuments.reads(type)) {
            openDocuments.read(file, type, draft);
        } else if (!(workbooks.reads(type) && workbooks.read(file, draft)) && tika.reads(type)) {
            tika.read(request, type, draft, children);
        } else if (workbooks.reads(type)) {
            return draft.finish(type, children.children());
        } else if (XmlReader.reads(type) && !HTML.contains(type)) {
            xml.read(file, draft);
        } else {
            TextFormat format = format(type);
            if (format == null) {
                return new ReadOutcome.NotRead(
                        ReadingProblem.UNSUPPORTED, "Files of type " + type + " cannot be read.");
            }
            String declared = HTML.contains(type) ? HtmlFormat.declaredCharset(file) : null;
            format.read(decoder.decode(Files.readAllBytes(file), declared).text(), draft);
        }
        return draft.finish(type, children.children());
    }

    private @Nullable TextFormat format(String type) {
        TextFormat format = formats.get(type);
        if (format != null) {
            return format;
        }
        if (HTML.contains(type)) {
            return html;
        }
        if (PROSE.contains(type)) {
            return prose;
        }
        return CODE.contains(type) || type.startsWith("text/") || types.isText(type) ? code : null;
    }

    @Override
    public void close() {
        pdf.close();
    }
}
