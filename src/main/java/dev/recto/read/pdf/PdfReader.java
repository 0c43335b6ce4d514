package dev.recto.read.pdf;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Part;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.read.DocumentReader;
import dev.recto.read.LineCount;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadOutcome.NotRead;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Reads PDFs: one part a page, with its text in reading order, its blocks, and where each character stands. PDFBox parses the file
 * and gives the glyphs.
 *
 * <p>Hostile files can use up memory inside PDFBox ({@link OutOfMemoryError} is not caught), so untrusted ones belong in a worker JVM.
 */
public final class PdfReader implements DocumentReader {
    /** Decoded streams up to so many bytes stay in memory; larger ones go to a file in the scratch folder. */
    private static final long STREAM_MEMORY = 64L << 20;

    private static final String MEDIA_TYPE = "application/pdf";

    private final LimitsConfig limits;

    /** Makes a reader that keeps to these limits: parts, text, attached files. */
    public PdfReader(LimitsConfig limits) {
        this.limits = limits;
    }

    @Override
    public ReadOutcome read(ReadRequest request) throws InterruptedException {
        var streams = MemoryUsageSetting.setupMixed(STREAM_MEMORY)
                .setTempDir(request.scratch().toFile())
                .streamCache;
        try (PDDocument pdf = Loader.loadPDF(request.file().toFile(), "", null, null, streams)) {
            return read(pdf, request);
        } catch (InvalidPasswordException e) {
            return new NotRead(
                    ReadingProblem.ENCRYPTED, "The PDF needs a password; save a copy without one and add that.");
        } catch (IOException | RuntimeException e) {
            // an interrupt closes the file under PDFBox, which then reports a broken one
            stopIfInterrupted();
            return new NotRead(ReadingProblem.FAILED, "The PDF is broken and could not be opened.");
        } catch (StackOverflowError e) {
            return new NotRead(ReadingProblem.FAILED, "The PDF nests its objects too deeply to be read.");
        }
    }

    private ReadOutcome read(PDDocument pdf, ReadRequest request) throws InterruptedException {
        var gaps = new Gaps();
        var builder = new DocumentBuilder();
        int pages = Math.min(pdf.getNumberOfPages(), limits.readParts());
        if (pages < pdf.getNumberOfPages()) {
            gaps.add("Only the first " + pages + " of " + pdf.getNumberOfPages()
                    + " pages were read, by the limit on parts.");
        }
        var collector = new GlyphCollector();
        for (int i = 0; i < pages; i++) {
            stopIfInterrupted();
            if (builder.chars() > limits.readTextChars() || builder.lines() > LineCount.MOST) {
                gaps.add("Only the first " + i + " of " + pdf.getNumberOfPages()
                        + " pages were read, by the limit on text.");
                break;
            }
            builder.add(page(pdf, i, collector, gaps));
        }
        stopIfInterrupted();
        List<Part> parts = builder.parts(PdfFacts.labels(pdf, pages));
        var attachments = new Attachments(limits, request.scratch(), gaps);
        attachments.unpack(pdf);
        var document = new SourceDocument(MEDIA_TYPE, PdfFacts.title(pdf, parts), PdfFacts.properties(pdf), parts);
        return outcome(document, attachments.children(), gaps);
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading a PDF");
        }
    }

    private static PageRows page(PDDocument pdf, int index, GlyphCollector collector, Gaps gaps) {
        PageFrame frame = new PageFrame(0, 0, 612, 792, 0);
        try {
            PDPage page = pdf.getPage(index);
            frame = PageFrame.of(page);
            PageGlyphs glyphs = collector.collect(page, frame);
            PageRows rows = PageRows.of(frame, glyphs);
            if (glyphs.unmapped() > glyphs.readable()) {
                gaps.unmapped(index + 1);
            } else if (rows.regions().isEmpty() && PageImages.on(page)) {
                gaps.scanned(index + 1);
            }
            return rows;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            gaps.broken(index + 1);
            return new PageRows(frame, List.of());
        }
    }

    private static ReadOutcome outcome(SourceDocument document, List<ReadOutcome.Child> children, Gaps gaps) {
        String gap = gaps.sentence();
        if (document.hasText() || !children.isEmpty()) {
            return new ReadOutcome.Read(document, children, gap);
        }
        return gaps.anyBroken()
                ? new NotRead(ReadingProblem.FAILED, gap == null ? "The PDF could not be read." : gap)
                : new NotRead(ReadingProblem.NO_TEXT, gaps.noTextSentence());
    }
}
