package dev.recto.read;

import java.nio.file.Path;

/**
 * A page of a PDF to draw.
 *
 * @param file the PDF's bytes
 * @param page the page's number, from 1
 * @param dpi pixels per inch of the crop box as displayed; a page that would have too many pixels is drawn smaller
 * @param target where the PNG goes; its folder is there
 */
public record PageImageRequest(Path file, int page, int dpi, Path target) {
    public PageImageRequest {
        if (page < 1 || dpi < 1) {
            throw new IllegalArgumentException("pages count from 1, and dpi is positive: " + page + ", " + dpi);
        }
    }
}
