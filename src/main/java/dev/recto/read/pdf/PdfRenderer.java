package dev.recto.read.pdf;

import dev.recto.read.PageImageOutcome;
import dev.recto.read.PageImageOutcome.NotDrawn;
import dev.recto.read.PageImageRequest;
import dev.recto.read.PageRenderer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws pages of PDFs with PDFBox, in this process; untrusted files belong in a worker JVM. */
public final class PdfRenderer implements PageRenderer {
    /** Most pixels of a picture (64 MB of them in memory): an A4 page at 200 dpi has 4 million, an A0 poster there 62. Chosen. */
    private static final double MOST_PIXELS = 16e6;

    private static final double POINTS_PER_INCH = 72;
    private static final long STREAM_MEMORY = 64L << 20;

    @Override
    public PageImageOutcome draw(PageImageRequest request) {
        var streams = MemoryUsageSetting.setupMixed(STREAM_MEMORY)
                .setTempDir(folder(request).toFile())
                .streamCache;
        try (PDDocument pdf = Loader.loadPDF(request.file().toFile(), "", null, null, streams)) {
            if (request.page() > pdf.getNumberOfPages()) {
                return new NotDrawn("The file has no such page.");
            }
            BufferedImage image = image(pdf, request);
            return ImageIO.write(image, "png", request.target().toFile())
                    ? new PageImageOutcome.Drawn()
                    : new NotDrawn("The page could not be written as a picture.");
        } catch (InvalidPasswordException e) {
            return new NotDrawn("The PDF needs a password.");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new NotDrawn("The page is broken and cannot be drawn.");
        }
    }

    private static BufferedImage image(PDDocument pdf, PageImageRequest request) throws IOException {
        PageFrame frame = PageFrame.of(pdf.getPage(request.page() - 1));
        double scale = request.dpi() / POINTS_PER_INCH;
        double pixels = frame.width() * scale * frame.height() * scale;
        if (pixels > MOST_PIXELS) {
            scale *= Math.sqrt(MOST_PIXELS / pixels);
        }
        var renderer = new PDFRenderer(pdf);
        renderer.setSubsamplingAllowed(true);
        return renderer.renderImage(request.page() - 1, (float) scale, ImageType.RGB);
    }

    private static Path folder(PageImageRequest request) {
        return Objects.requireNonNull(request.target().toAbsolutePath().getParent());
    }
}
