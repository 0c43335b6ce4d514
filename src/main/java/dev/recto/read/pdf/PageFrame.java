package dev.recto.read.pdf;

import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The page as displayed: its crop box, rotated, origin top left, y downwards, in PDF points.
 *
 * @param left of the crop box in user space
 * @param bottom of the crop box in user space
 * @param right of the crop box in user space
 * @param top of the crop box in user space
 * @param rotation clockwise: 0, 90, 180 or 270
 */
record PageFrame(float left, float bottom, float right, float top, int rotation) {
    /** Returns the frame of a page; a crop box without area gives way to US letter, as viewers do. */
    static PageFrame of(PDPage page) {
        PDRectangle box = page.getCropBox();
        if (!(box.getWidth() > 0) || !(box.getHeight() > 0)) {
            box = PDRectangle.LETTER;
        }
        return new PageFrame(
                box.getLowerLeftX(),
                box.getLowerLeftY(),
                box.getUpperRightX(),
                box.getUpperRightY(),
                Math.floorMod(page.getRotation(), 360));
    }

    float width() {
        return rotation % 180 == 0 ? right - left : top - bottom;
    }

    float height() {
        return rotation % 180 == 0 ? top - bottom : right - left;
    }

    /** Returns the displayed x of a point in user space. */
    float x(float userX, float userY) {
        return switch (rotation) {
            case 90 -> userY - bottom;
            case 180 -> right - userX;
            case 270 -> top - userY;
            default -> userX - left;
        };
    }

    /** Returns the displayed y of a point in user space. */
    float y(float userX, float userY) {
        return switch (rotation) {
            case 90 -> userX - left;
            case 180 -> userY - bottom;
            case 270 -> right - userX;
            default -> top - userY;
        };
    }

    /** Returns whether a displayed point lies on the page. */
    boolean shows(float x, float y) {
        return x >= 0 && x <= width() && y >= 0 && y <= height();
    }
}
