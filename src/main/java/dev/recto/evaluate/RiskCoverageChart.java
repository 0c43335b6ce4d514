package dev.recto.evaluate;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** Draws risk against coverage as SVG: a line for each set, a dot where the product's setting stands. */
public final class RiskCoverageChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final int LEFT = 56;
    private static final int TOP = 20;
    private static final int SIDE = 340;
    /** Okabe and Ito's colours, told apart by the colour-blind. */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8C6D31");

    private final Formatter svg = new Formatter(Locale.ROOT);

    private RiskCoverageChart() {}

    /** Returns the drawing of every report that has a curve. */
    public static String of(List<SetReport> reports) {
        var chart = new RiskCoverageChart();
        chart.frame();
        List<SetReport> drawn =
                reports.stream().filter(report -> !report.curve().points().isEmpty()).toList();
        for (int i = 0; i < drawn.size(); i++) {
            chart.curve(drawn.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return chart.svg.format("</svg>\n").toString();
    }

    private void frame() {
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n",
                WIDTH, HEIGHT);
        svg.format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", WIDTH, HEIGHT);
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double share = tenth / 10.0;
            svg.format(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>\n",
                    x(share), TOP, x(share), TOP + SIDE);
            svg.format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
                    LEFT, y(share), LEFT + SIDE, y(share));
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>\n", x(share), TOP + SIDE + 16, share);
            svg.format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>\n", LEFT - 6, y(share) + 4, share);
        }
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">share answered (coverage)</text>\n",
                LEFT + SIDE / 2, TOP + SIDE + 36);
        svg.format(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">of these without an answer (risk)</text>\n",
                TOP + SIDE / 2);
    }

    private void curve(SetReport report, String colour, int number) {
        var points = new StringBuilder();
        for (RiskPoint point : report.curve().points()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.coverage()), y(point.risk())));
        }
        svg.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n",
                points.toString().strip(), colour);
        RiskPoint setting = report.curve().setting();
        svg.format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n",
                x(setting.coverage()), y(setting.risk()), colour);
        int row = TOP + 14 + 20 * number;
        int column = LEFT + SIDE + 16;
        svg.format("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>\n", column, row - 6, colour);
        svg.format("<text x=\"%d\" y=\"%d\">%s</text>\n", column + 18, row, escaped(report.name()));
    }

    private static double x(double share) {
        return LEFT + share * SIDE;
    }

    private static double y(double share) {
        return TOP + (1 - share) * SIDE;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
