package dev.recto.read.pdf;

import dev.recto.config.LimitsConfig;
import dev.recto.read.ReadOutcome.Child;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.jspecify.annotations.Nullable;

/** Unpacks the files embedded in a PDF into a scratch folder, under names of its own. */
final class Attachments {
    private static final int DEEPEST = 32;

    private final LimitsConfig limits;
    private final Path scratch;
    private final List<Child> children = new ArrayList<>();
    private long bytes;
    private @Nullable String gap;

    Attachments(LimitsConfig limits, Path scratch) {
        this.limits = limits;
        this.scratch = scratch;
    }

    /** Unpacks what the document carries, as far as the limits allow. */
    void unpack(PDDocument pdf) {
        try {
            PDDocumentNameDictionary names = pdf.getDocumentCatalog().getNames();
            if (names != null && names.getEmbeddedFiles() != null) {
                var files = new LinkedHashMap<String, PDComplexFileSpecification>();
                list(names.getEmbeddedFiles(), files, 0);
                for (Map.Entry<String, PDComplexFileSpecification> file : files.entrySet()) {
                    unpack(file.getKey(), file.getValue());
                }
            }
        } catch (IOException | RuntimeException e) {
            gap = "Files attached to the PDF could not be listed; its pages were read.";
        }
    }

    private void list(
            PDNameTreeNode<PDComplexFileSpecification> node, Map<String, PDComplexFileSpecification> files, int depth)
            throws IOException {
        if (depth > DEEPEST || files.size() > limits.childFiles()) {
            return;
        }
        if (node.getNames() != null) {
            files.putAll(node.getNames());
        }
        if (node.getKids() != null) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : node.getKids()) {
                list(kid, files, depth + 1);
            }
        }
    }

    private void unpack(String key, @Nullable PDComplexFileSpecification specification) {
        PDEmbeddedFile file = specification == null ? null : embedded(specification);
        if (file == null) {
            return;
        }
        if (children.size() >= limits.childFiles() || bytes >= limits.childBytes()) {
            gap = "Only the first " + children.size() + " files attached to the PDF were taken: the limit is "
                    + limits.childFiles() + " files and " + limits.childBytes() + " bytes.";
            return;
        }
        String name = GlyphText.clean(Objects.requireNonNullElse(name(specification), key));
        Path target = scratch.resolve("attachment-" + (children.size() + 1));
        try (InputStream in = file.createInputStream();
                OutputStream out = Files.newOutputStream(target)) {
            if (copy(in, out)) {
                children.add(new Child(name.isBlank() ? "attachment-" + (children.size() + 1) : name, target));
                return;
            }
            gap = "An attached file passes the limit of " + limits.childBytes() + " bytes and was left out.";
        } catch (IOException | RuntimeException e) {
            gap = "A file attached to the PDF is broken and was left out.";
        }
        delete(target);
    }

    private static @Nullable String name(@Nullable PDComplexFileSpecification specification) {
        return specification == null ? null : specification.getFilename();
    }

    private static @Nullable PDEmbeddedFile embedded(PDComplexFileSpecification specification) {
        PDEmbeddedFile unicode = specification.getEmbeddedFileUnicode();
        return unicode != null ? unicode : specification.getEmbeddedFile();
    }

    private boolean copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            if (bytes > limits.childBytes()) {
                return false;
            }
            out.write(buffer, 0, read);
        }
        return true;
    }

    private static void delete(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            // the scratch folder is the caller's and goes away with what is left in it
            target.toFile().deleteOnExit();
        }
    }

    List<Child> children() {
        return children;
    }

    /** Returns what could not be unpacked, as a sentence, or null. */
    @Nullable
    String gap() {
        return gap;
    }
}
