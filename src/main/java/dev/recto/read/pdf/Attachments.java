package dev.recto.read.pdf;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.ChildFiles;
import dev.recto.read.ReadOutcome.Child;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.jspecify.annotations.Nullable;

/** Unpacks the files embedded in a PDF into a scratch folder, under names of its own. */
final class Attachments {
    private static final int DEEPEST = 32;
    /** Most nodes of the tree of names that are looked at. Chosen. */
    private static final int MOST_NODES = 10_000;

    private final LimitsConfig limits;
    private final Gaps gaps;
    private final ChildFiles children;
    private final Set<COSDictionary> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Starts without files; what is left out is noted in {@code gaps}. */
    Attachments(LimitsConfig limits, Path scratch, Gaps gaps) {
        this.limits = limits;
        this.gaps = gaps;
        this.children = new ChildFiles(scratch, limits, new ChildFiles.Notes() {
            @Override
            public void gap(String sentence) {
                gaps.add(sentence);
            }

            @Override
            public void failed(ReadingProblem problem, String sentence) {
                gaps.add(sentence);
            }
        });
    }

    /** Unpacks what the document carries, as far as the limits allow. */
    void unpack(PDDocument pdf) {
        try {
            PDDocumentNameDictionary names = pdf.getDocumentCatalog().getNames();
            if (names != null && names.getEmbeddedFiles() != null) {
                var files = new LinkedHashMap<String, PDComplexFileSpecification>();
                list(names.getEmbeddedFiles(), files, 0);
                for (Map.Entry<String, PDComplexFileSpecification> file : files.entrySet()) {
                    if (!children.full()) {
                        unpack(file.getKey(), file.getValue());
                    }
                }
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            gaps.add("Files attached to the PDF could not be listed; its pages were read.");
        }
    }

    private void list(
            PDNameTreeNode<PDComplexFileSpecification> node, Map<String, PDComplexFileSpecification> files, int depth)
            throws IOException {
        boolean enough = depth > DEEPEST || visited.size() >= MOST_NODES || files.size() > limits.childFiles();
        if (enough || !visited.add(node.getCOSObject())) {
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
        try (InputStream in = file.createInputStream()) {
            children.add(Objects.requireNonNullElse(name(specification), key), in);
        } catch (IOException | RuntimeException e) {
            gaps.add("A file attached to the PDF is broken and was left out.");
        }
    }

    private static @Nullable String name(@Nullable PDComplexFileSpecification specification) {
        return specification == null ? null : specification.getFilename();
    }

    private static @Nullable PDEmbeddedFile embedded(PDComplexFileSpecification specification) {
        PDEmbeddedFile unicode = specification.getEmbeddedFileUnicode();
        return unicode != null ? unicode : specification.getEmbeddedFile();
    }

    List<Child> children() {
        return children.children();
    }
}
