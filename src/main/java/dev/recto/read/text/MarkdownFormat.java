package dev.recto.read.text;

import dev.recto.read.DocumentDraft;
import dev.recto.read.TableDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;

/**
 * Markdown (CommonMark 0.31 with GitHub's tables): the text is what a reader sees, without markup; front matter becomes
 * properties.
 */
public final class MarkdownFormat implements TextFormat {
    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create(), YamlFrontMatterExtension.create()))
            .build();

    @Override
    public void read(String text, DocumentDraft draft) {
        Node document = parser.parse(text);
        var front = new YamlFrontMatterVisitor();
        document.accept(front);
        front.getData().forEach((key, values) -> {
            String name = key.toLowerCase(Locale.ROOT);
            switch (name) {
                case "title" -> draft.title(String.join(" ", values));
                case "date" -> draft.property("created", String.join(" ", values));
                case "lang" -> draft.property("language", String.join(" ", values));
                default -> draft.property(name, String.join(", ", values));
            }
        });
        blocks(document, 0, draft);
        Node first = document.getFirstChild();
        while (first != null && !(first instanceof Heading)) {
            first = first.getNext();
        }
        if (first instanceof Heading heading
                && heading.getLevel() == 1
                && !front.getData().containsKey("title")) {
            draft.title(MarkdownText.of(heading));
        }
    }

    private static void blocks(Node parent, int depth, DocumentDraft draft) {
        for (Node node = parent.getFirstChild(); node != null && !draft.full(); node = node.getNext()) {
            block(node, depth, draft);
        }
    }

    private static void block(Node node, int depth, DocumentDraft draft) {
        switch (node) {
            case Heading heading -> draft.heading(heading.getLevel(), MarkdownText.of(heading));
            case Paragraph paragraph -> draft.paragraph(MarkdownText.of(paragraph));
            case FencedCodeBlock code -> draft.code(code.getLiteral(), null);
            case IndentedCodeBlock code -> draft.code(code.getLiteral(), null);
            case HtmlBlock html ->
                draft.paragraph(Jsoup.parse(html.getLiteral()).wholeText());
            case TableBlock table -> table(table, draft);
            case BulletList list -> blocks(list, depth + 1, draft);
            case OrderedList list -> ordered(list, depth + 1, draft);
            case ListItem item -> item(item, "", depth, draft);
            case BlockQuote quote -> blocks(quote, depth, draft);
            case Document inner -> blocks(inner, depth, draft);
            default -> {}
        }
    }

    private static void ordered(OrderedList list, int depth, DocumentDraft draft) {
        Integer start = list.getMarkerStartNumber();
        int number = start == null ? 1 : start;
        for (Node node = list.getFirstChild(); node != null && !draft.full(); node = node.getNext()) {
            if (node instanceof ListItem item) {
                item(item, number++ + ". ", depth, draft);
            }
        }
    }

    private static void item(ListItem item, String number, int depth, DocumentDraft draft) {
        String prefix = number;
        for (Node node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph paragraph) {
                draft.listItem(depth, prefix + MarkdownText.of(paragraph));
                prefix = "";
            } else {
                block(node, depth, draft);
            }
        }
    }

    private static void table(TableBlock block, DocumentDraft draft) {
        var table = new TableDraft(draft, false);
        int number = 1;
        for (Node section = block.getFirstChild(); section != null; section = section.getNext()) {
            boolean header = section instanceof TableHead;
            if (!header && !(section instanceof TableBody)) {
                continue;
            }
            for (Node row = section.getFirstChild(); row != null; row = row.getNext()) {
                table.row(number++, cells(row), header);
            }
        }
    }

    private static List<String> cells(Node row) {
        var cells = new ArrayList<String>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(MarkdownText.of(cell));
        }
        return cells;
    }
}
