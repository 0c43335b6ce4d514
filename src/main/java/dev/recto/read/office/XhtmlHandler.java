package dev.recto.read.office;

import dev.recto.document.PartKind;
import dev.recto.read.DocumentDraft;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Takes Tika's XHTML as it comes and fills a draft: slides and sheets become parts, everything else flows into the open part.
 * Ends parsing with a {@link SAXException} once the draft is full.
 */
final class XhtmlHandler extends DefaultHandler {
    /** How a format's parts show in Tika's XHTML. */
    enum Shape {
        /** No parts. */
        FLOWING,
        /** Spreadsheets: {@code div.sheet} or {@code div.page}, each with its name as h1. */
        SHEETS,
        /** Spreadsheets whose empty rows are missing, so that a row's number is not known. */
        UNNUMBERED_SHEETS,
        /** Presentations: {@code div.slide} around {@code div.slide-content}, or the latter alone. */
        SLIDES
    }

    private final DocumentDraft draft;
    private final Shape shape;
    private final Runnable atBody;
    private final MarkupFlow flow;
    private boolean inBody;
    private int slideDivs;
    private int divs;
    private boolean named = true;
    private @Nullable StringBuilder sheetName;

    /**
     * Starts a document.
     *
     * @param atBody runs when the body starts; what Tika says of the document is known by then
     */
    XhtmlHandler(DocumentDraft draft, Shape shape, Runnable atBody) {
        this.draft = draft;
        this.shape = shape;
        this.atBody = atBody;
        this.flow = new MarkupFlow(draft);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        if (draft.full()) {
            throw new SAXException("the draft is full");
        }
        if (name.equals("body") && !inBody) {
            inBody = true;
            atBody.run();
        }
        if (!inBody) {
            return;
        }
        String style = attributes.getValue("class") == null ? "" : attributes.getValue("class");
        if (name.equals("div")) {
            divs++;
            startDiv(style);
        }
        if (!named && name.equals("h1")) {
            sheetName = new StringBuilder();
        } else {
            flow.start(name, style, CellSpan.of(attributes.getValue("colspan"), attributes.getValue("rowspan")));
        }
    }

    private void startDiv(String style) {
        switch (shape) {
            case FLOWING -> {}
            case SHEETS, UNNUMBERED_SHEETS -> {
                if (style.equals("sheet") || style.equals("page")) {
                    flow.finish();
                    flow.sheets(shape == Shape.SHEETS);
                    named = false;
                }
            }
            case SLIDES -> {
                boolean inSlide = slideDivs > 0;
                if (style.equals("slide") || (style.equals("slide-content") && !inSlide)) {
                    flow.finish();
                    draft.open(PartKind.SLIDE, null);
                    flow.titleNext();
                    slideDivs = style.equals("slide") ? divs : slideDivs;
                }
            }
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (sheetName != null) {
            sheetName.append(characters, start, length);
        } else if (inBody && !(shape == Shape.SLIDES && isPlaceholder(characters, start, length))) {
            flow.text(new String(characters, start, length));
        }
    }

    /** Old presentations hold a star where the date and the page number are drawn. */
    private static boolean isPlaceholder(char[] characters, int start, int length) {
        return length == 1 && characters[start] == '*';
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        characters(characters, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        if (!inBody) {
            return;
        }
        if (sheetName != null && name.equals("h1")) {
            draft.open(PartKind.SHEET, sheetName.toString());
            sheetName = null;
            named = true;
            return;
        }
        if (name.equals("div")) {
            slideDivs = slideDivs == divs ? 0 : slideDivs;
            divs--;
        }
        flow.end(name);
        if (name.equals("body")) {
            flow.finish();
            inBody = false;
        }
    }

    @Override
    public void endDocument() {
        flow.finish();
    }
}
