package dev.recto.read.office;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds a web page's content by its structure: what HTML and ARIA mark as navigation, banner, footer or aside goes, and so do
 * containers named like them whose text is mostly links. The rules and their thresholds are chosen, not measured on a corpus.
 */
final class Boilerplate {
    private static final String MACHINERY =
            "script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, rt, rp,"
                    + " button, select, input, textarea, datalist, link, meta, [hidden], [aria-hidden=true],"
                    + " [style~=(?i)display\\s*:\\s*none], [style~=(?i)visibility\\s*:\\s*hidden]";
    private static final String MARKED = "nav, aside, footer, [role=navigation], [role=banner], [role=contentinfo],"
            + " [role=complementary], [role=search], [role=menu], [role=menubar], [role=dialog], [role=alertdialog]";
    private static final Pattern NAMED = Pattern.compile(
            "(?i)(^|[-_\\s])(nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|header|masthead|cookie|consent|banner|share|social"
                    + "|related|promo|advert|ads?|pagination|pager|skip|toolbar|toc-?side)([-_\\s]|$)");
    /** Share of a container's characters that stand in links from which it is navigation. */
    private static final double LINKS = 0.5;
    /** Content found must hold this share of the page's words, or the rules were wrong about this page. */
    private static final double LEAST_KEPT = 0.1;

    private Boilerplate() {}

    /** Returns the body without what a browser does not draw as text. */
    static Element withoutMachinery(Document document) {
        Element body = document.body();
        body.children().select(MACHINERY).forEach(Element::remove);
        return body;
    }

    /** Returns the element that holds the content; the document is changed. */
    static Element contentOf(Document document) {
        Element body = withoutMachinery(document);
        int all = body.text().length();
        Element kept = body.clone();
        strip(kept);
        Element main = main(kept);
        for (Element candidate : List.of(main, kept)) {
            if (candidate.text().length() >= LEAST_KEPT * all && candidate.hasText()) {
                return candidate;
            }
        }
        return body;
    }

    private static Element main(Element body) {
        List<Element> mains = body.select("main, [role=main]");
        List<Element> articles = mains.isEmpty() ? body.select("article") : mains;
        return articles.size() == 1 ? articles.getFirst() : body;
    }

    private static void strip(Element body) {
        body.select(MARKED).forEach(Element::remove);
        for (Element header : body.select("header")) {
            if (header.closest("article, main, section, [role=main]") == null && header.selectFirst("h1") == null) {
                header.remove();
            }
        }
        for (Element container : new ArrayList<>(body.select("div, ul, ol, section, table, p"))) {
            String names = container.className() + " " + container.id();
            if (!container.nameIs("body") && NAMED.matcher(names).find() && isLinks(container)) {
                container.remove();
            }
        }
    }

    private static boolean isLinks(Element container) {
        int text = container.text().length();
        return text == 0 || container.select("a").text().length() > LINKS * text;
    }
}
