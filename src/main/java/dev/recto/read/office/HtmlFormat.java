package dev.recto.read.office;

import dev.recto.read.DocumentDraft;
import dev.recto.read.text.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Web pages and the HTML bodies of mails and books. */
public final class HtmlFormat implements TextFormat {
    /** Elements nest no deeper: what lies deeper is put beside it. Chosen. */
    private static final int DEEPEST = 400;

    private static final Pattern CHARSET =
            Pattern.compile("(?i)(?:<meta[^>]+charset\\s*=|<\\?xml[^>]+encoding\\s*=)\\s*[\"']?\\s*([A-Za-z0-9._:-]+)");

    /** Where a file calls itself XHTML. */
    private static final Pattern XHTML =
            Pattern.compile("^\\s*<\\?xml|xmlns\\s*=\\s*[\"']http://www\\.w3\\.org/1999/xhtml");
    /** Elements whose content HTML does not parse: one that closes itself, as XHTML allows, would swallow what follows. */
    private static final Pattern SELF_CLOSED =
            Pattern.compile("(?i)<(title|script|style|textarea|iframe|noscript|noframes|xmp)(\\s[^<>]*)?/>");

    private static final int MOST_HEAD = 1024;

    private final boolean page;

    /** Creates one; {@code page} says whether to leave out what surrounds a web page's content. */
    public HtmlFormat(boolean page) {
        this.page = page;
    }

    @Override
    public void read(String text, DocumentDraft draft) {
        Document document = parse(text);
        if (page) {
            facts(document, draft);
        }
        body(document, draft);
    }

    /** Returns a page as a tree, XHTML too. */
    static Document parse(String text) {
        boolean xhtml = XHTML.matcher(text)
                .region(0, Math.min(text.length(), MOST_HEAD))
                .find();
        String html = xhtml ? SELF_CLOSED.matcher(text).replaceAll("<$1></$1>") : text;
        return Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(DEEPEST));
    }

    /** Returns the charset that a page's {@code meta} names in its first 4 KiB (HTML, section 4.2.5.4), or null. */
    public static @Nullable String declaredCharset(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Matcher matcher = CHARSET.matcher(new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1));
            return matcher.find() ? matcher.group(1) : null;
        }
    }

    /** Adds a page's body to the open part of a draft. */
    void body(Document document, DocumentDraft draft) {
        Element content = page ? Boilerplate.contentOf(document) : Boilerplate.withoutMachinery(document);
        content.select("table:has(table), table:has(h1), table:has(h2), table:has(h3), table[role=presentation]")
                .forEach(HtmlFormat::unwrapLayout);
        var flow = new MarkupFlow(draft);
        content.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (draft.full()) {
                    return;
                }
                switch (node) {
                    case TextNode words -> flow.text(words.getWholeText());
                    case Element element -> flow.start(name(element), element.className(), span(element));
                    default -> {}
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    flow.end(name(element));
                }
            }
        });
        flow.finish();
    }

    private static void facts(Document document, DocumentDraft draft) {
        draft.title(document.title());
        draft.property("author", document.select("meta[name=author]").attr("content"));
        String created = document.select(
                        "meta[property=article:published_time], meta[name=date], meta[name=dcterms.created]")
                .attr("content");
        draft.property("created", Dates.rfc3339(created));
        Element html = document.selectFirst("html");
        draft.property("language", html == null ? null : html.attr("lang"));
        draft.property("description", document.select("meta[name=description]").attr("content"));
    }

    /** A table that holds tables or headings lays out a page; its cells are sections, not cells. */
    private static void unwrapLayout(Element table) {
        table.tagName("div");
        for (Element child : table.children()) {
            if (!child.normalName().matches("tbody|thead|tfoot|tr")) {
                continue;
            }
            child.tagName("div");
            for (Element row : child.children()) {
                if (row.normalName().matches("tr|td|th")) {
                    row.tagName("div");
                    row.children().stream()
                            .filter(cell -> cell.normalName().matches("td|th"))
                            .forEach(cell -> cell.tagName("div"));
                }
            }
        }
    }

    private static String name(Element element) {
        return element.normalName().toLowerCase(Locale.ROOT);
    }

    private static CellSpan span(Element element) {
        return CellSpan.of(element.attr("colspan"), element.attr("rowspan"));
    }
}
