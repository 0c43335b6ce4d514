package dev.recto.document;

/**
 * A rectangle on a page in PDF points (1/72 inch), origin at the top left of the crop box as displayed, rotation applied.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {
    public Box {
        if (!(width >= 0) || !(height >= 0) || !Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("not a box: " + x + ", " + y + ", " + width + " × " + height);
        }
    }
}
