package dev.recto.samples;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Markdown taken apart into what the writers of each format need. */
final class SampleText {
    private SampleText() {}

    /** One piece of a document. */
    sealed interface Piece {
        /** A heading; level 1 is the title. */
        record Title(int level, String text) implements Piece {}

        /** Running text; {@code \u00AD} marks where a word may be hyphenated. */
        record Words(String text) implements Piece {}

        /** A table, its header first. */
        record Table(List<List<String>> rows) implements Piece {}
    }

    static List<Piece> parse(String markdown) {
        String text = markdown.replace("\\u00AD", "\u00AD");
        Node root = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(text);
        List<Piece> pieces = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                pieces.add(new Piece.Title(heading.getLevel(), words(heading)));
            } else if (node instanceof TableBlock table) {
                pieces.add(new Piece.Table(rows(table)));
            } else if (node instanceof Paragraph) {
                pieces.add(new Piece.Words(words(node)));
            } else {
                throw new IllegalArgumentException("samples hold headings, paragraphs and tables alone: " + node);
            }
        }
        return pieces;
    }

    private static List<List<String>> rows(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        table.accept(new AbstractVisitor() {
            @Override
            public void visit(org.commonmark.node.CustomNode node) {
                if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                }
                if (node instanceof TableCell) {
                    rows.getLast().add(words(node));
                } else {
                    visitChildren(node);
                }
            }
        });
        return rows;
    }

    private static String words(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.toString();
    }
}
