package dev.recto.read.text;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of one Markdown node as a reader sees them: link texts without addresses, code without its marks. */
final class MarkdownText extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    private MarkdownText() {}

    static String of(Node node) {
        var visitor = new MarkdownText();
        node.accept(visitor);
        return visitor.text.toString();
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append('\n');
    }

    @Override
    public void visit(HardLineBreak node) {
        text.append('\n');
    }

    @Override
    public void visit(HtmlInline node) {
        if (node.getLiteral().regionMatches(true, 0, "<br", 0, 3)) {
            text.append('\n');
        }
    }
}
