package dev.recto.serve.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One attempt to make the page run a script or send a request away, on one way in. Where it succeeds it calls the page's {@code pwned} with its
 * number, or asks {@value #ELSEWHERE} for something; both are watched for.
 *
 * @param number from 1, different for each
 * @param way how it comes in
 * @param text the attempt itself, on one line where the way allows only one
 */
record Payload(int number, Way way, String text) {
    /** A name that no server has (RFC 6761), so that a request there is seen but goes nowhere. */
    static final String ELSEWHERE = "elsewhere.invalid";

    /** How text from outside reaches the page. */
    enum Way {
        NAME,
        TEXT,
        MARKDOWN,
        HTML,
        ANSWER,
        FEEDBACK
    }

    /**
     * The attempts: {@code RUN} stands for a call that is watched for, {@code AWAY} for an address elsewhere. After the OWASP XSS filter evasion
     * cheat sheet, the cases 23, 24 and 26 of src/docs/SECURITY.md, and what mutation (mXSS), template engines and escaping done twice let through.
     */
    private static final List<String> ATTEMPTS = List.of(
            "<script>RUN</script>",
            "<img src=x onerror=RUN>",
            "<svg onload=RUN>",
            "![\" onerror=RUN x=\"](x)",
            "![a](AWAY.png)",
            "![r][ref]\n\n[ref]: AWAY.png",
            "[click](javascript:RUN)",
            "[click](data:text/html;base64,PHNjcmlwdD5wd25lZCgxKTwvc2NyaXB0Pg==)",
            "<AWAY>",
            "see AWAY.png and www.elsewhere.invalid",
            "<a href=\"javascript:RUN\" autofocus onfocus=RUN>open</a>",
            "<a href=\"java&#10;script:RUN\">open</a>",
            "<iframe src=\"AWAY\"></iframe>",
            "<iframe srcdoc=\"<script>parent.RUN</script>\"></iframe>",
            "<link rel=stylesheet href=\"AWAY.css\"><link rel=preload as=image href=\"AWAY.png\">",
            "<style>@import url(\"AWAY.css\"); body { background: url(AWAY.png) }</style>",
            "<div style=\"background:url(AWAY.png);width:expression(RUN)\">box</div>",
            "<object data=\"AWAY\"></object><embed src=\"AWAY\">",
            "<video autoplay src=\"AWAY.mp4\" poster=\"AWAY.png\" onerror=RUN><source src=\"AWAY.webm\" onerror=RUN></video>",
            "<meta http-equiv=refresh content=\"0;url=AWAY\"><base href=\"AWAY/\">",
            "<details open ontoggle=RUN><summary>more</summary></details>",
            "<form action=\"AWAY\"><input autofocus onfocus=RUN><button formaction=\"javascript:RUN\">go</button></form>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=RUN&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=RUN>\"></noscript>",
            "\"><img src=x onerror=RUN><x y=\"",
            "' onmouseover='RUN' onfocus='RUN' tabindex='0' x='",
            "</script></style></title></textarea><script>RUN</script>",
            "{{constructor.constructor('RUN')()}}${RUN}#{RUN}<%= RUN %>",
            "&lt;img src=x onerror=RUN&gt; \\u003cimg src=x onerror=RUN\\u003e %3Cimg src=x onerror=RUN%3E",
            "<img srcset=\"AWAY.png 1x\"><svg><image href=\"AWAY.svg\"/><use href=\"AWAY.svg#a\"/><a xlink:href=\"javascript:RUN\"><text>x</text></a></svg>");

    /** Returns every attempt on every way in. */
    static List<Payload> all() {
        var all = new ArrayList<Payload>();
        for (Way way : Way.values()) {
            for (String attempt : ATTEMPTS) {
                int number = all.size() + 1;
                all.add(new Payload(number, way, written(attempt, way, number)));
            }
        }
        return all;
    }

    /** Returns the attempts on one way in. */
    static List<Payload> on(Way way) {
        return all().stream().filter(payload -> payload.way() == way).toList();
    }

    private static String written(String attempt, Way way, int number) {
        String text = attempt.replace("RUN", "pwned(" + number + ")")
                .replace("AWAY", "http://" + ELSEWHERE + "/" + way.name().toLowerCase(Locale.ROOT) + number);
        return switch (way) {
            case MARKDOWN, HTML, ANSWER -> text;
            case NAME, TEXT, FEEDBACK -> text.replace("\n", " ");
        };
    }

    /** Returns the word that a question can name it by; no other document has it. */
    String word() {
        return "kestrel" + number;
    }

    /** Returns the question that only its document answers. */
    String question() {
        return "What is the code of the " + word() + " box?";
    }

    /** Returns the file that brings it in, as a collection of files holds it. */
    String document() {
        String sentence = "The code of the " + word() + " box is ";
        return switch (way) {
            case NAME -> sentence + "blue " + number + ".\n";
            case TEXT -> sentence + text + " and nothing else.\n";
            case MARKDOWN -> "# Box " + number + "\n\n" + sentence + text + " and nothing else.\n\n" + text + "\n";
            case HTML ->
                "<!doctype html><html lang=\"en\"><head><title>Box " + number + "</title></head><body><h1>Box " + number
                        + "</h1><p>" + sentence + escaped(text) + " and nothing else.</p><p>" + text
                        + "</p></body></html>\n";
            case ANSWER, FEEDBACK -> sentence + "green " + number + ".\n";
        };
    }

    /** Returns its file's name. */
    String file() {
        return switch (way) {
            case NAME -> text + " " + number + ".txt";
            case TEXT, ANSWER, FEEDBACK -> "box " + number + ".txt";
            case MARKDOWN -> "box " + number + ".md";
            case HTML -> "box " + number + ".html";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
