package dev.recto.read.pdf;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDPageLabels;
import org.jspecify.annotations.Nullable;

/** What a PDF says of itself: title, author, date, language and printed page labels. XMP and XFA are XML from strangers and not read. */
final class PdfFacts {
    private static final int LONGEST = 300;
    /** Most nodes of the tree of page labels that are looked at. Chosen. */
    private static final int MOST_NODES = 10_000;

    /** Titles that programs write when nobody chose one: file names, paths, "untitled", bare numbers. */
    private static final Pattern NO_TITLE = Pattern.compile(
            "(?i)(?:untitled.*|\\((?:anonymous|unspecified)\\)|无标题.*|未命名.*|document\\s?\\d*|microsoft word.*|slide \\d+|powerpoint presentation|about:blank|none|null|title|"
                    + ".*\\.(?:docx?|pptx?|xlsx?|pdf|html?|tex|dvi|indd|qxd|ps|rtf|txt|wpd|odt)|[\\d\\W_]*|.*[/\\\\].*[/\\\\].*|\\S*_\\S*)");

    private PdfFacts() {}

    /** Returns the title in the file's metadata if a person could have written it, else the largest heading of page 1, else null. */
    static @Nullable String title(PDDocument pdf, List<Part> parts) {
        String named = plain(pdf.getDocumentInformation().getTitle());
        if (named != null && !NO_TITLE.matcher(named).matches()) {
            return named;
        }
        if (parts.isEmpty()) {
            return null;
        }
        Part first = parts.getFirst();
        Block best = null;
        float most = 0;
        for (Block block : first.blocks()) {
            float height = block.kind() == BlockKind.HEADING ? height(first, block) : 0;
            if (height > most + 0.5f) {
                best = block;
                most = height;
            }
        }
        return best == null ? null : best.range().of(first.text());
    }

    private static float height(Part part, Block block) {
        return (float) part.layout().boxes(block.range()).stream()
                .mapToDouble(box -> Math.min(box.height(), box.width()))
                .max()
                .orElse(0);
    }

    /** Returns author, creation time (RFC 3339) and language, as far as the file gives them. */
    static Map<String, String> properties(PDDocument pdf) {
        var properties = new LinkedHashMap<String, String>();
        PDDocumentInformation information = pdf.getDocumentInformation();
        put(properties, "author", plain(information.getAuthor()));
        Calendar created = information.getCreationDate();
        if (created != null) {
            put(
                    properties,
                    "created",
                    created.toInstant()
                            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                            .toString());
        }
        String language = plain(pdf.getDocumentCatalog().getLanguage());
        if (language != null && !Locale.forLanguageTag(language).getLanguage().isEmpty()) {
            put(properties, "language", Locale.forLanguageTag(language).toLanguageTag());
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static @Nullable String plain(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        String clean = GlyphText.clean(raw).replaceAll(" +", " ").strip();
        return clean.isEmpty() || clean.length() > LONGEST ? null : clean;
    }

    /** PDFBox follows every branch: where branches share nodes, each level may double the time. */
    private static boolean isTree(@Nullable COSDictionary root) {
        var visited = Collections.newSetFromMap(new IdentityHashMap<COSBase, Boolean>());
        var open = new ArrayDeque<COSBase>();
        if (root != null) {
            open.add(root);
        }
        while (!open.isEmpty()) {
            COSBase node = open.remove();
            if (!visited.add(node) || visited.size() > MOST_NODES) {
                return false;
            }
            COSArray kids = node instanceof COSDictionary dictionary ? dictionary.getCOSArray(COSName.KIDS) : null;
            for (int i = 0; kids != null && i < kids.size(); i++) {
                if (kids.getObject(i) instanceof COSDictionary kid) {
                    open.add(kid);
                }
            }
        }
        return true;
    }

    /** Returns printed page labels by page index; null where the label is the page's number, or none is given. */
    static List<@Nullable String> labels(PDDocument pdf, int pages) {
        var labels = new ArrayList<@Nullable String>();
        try {
            COSDictionary root = pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGE_LABELS);
            PDPageLabels defined = isTree(root) ? pdf.getDocumentCatalog().getPageLabels() : null;
            if (defined != null) {
                String[] byIndex = defined.getLabelsByPageIndices();
                for (int i = 0; i < Math.min(pages, byIndex.length); i++) {
                    String label = plain(byIndex[i]);
                    labels.add(String.valueOf(i + 1).equals(label) ? null : label);
                }
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // labels are an ornament; a broken label tree must not cost the text, and the page's number is always right
            return List.of();
        }
        return labels;
    }
}
