package dev.recto.read.pdf;

import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/** Tells whether a page without text shows a picture, as a scanned page does. */
final class PageImages {
    private static final int DEEPEST = 3;

    private PageImages() {}

    static boolean on(PDPage page) {
        try {
            return in(page.getResources(), 0);
        } catch (IOException | RuntimeException e) {
            // resources too broken to tell: the page may well have held something, and saying so is the safe side
            return true;
        }
    }

    private static boolean in(@org.jspecify.annotations.Nullable PDResources resources, int depth) throws IOException {
        if (resources == null || depth > DEEPEST) {
            return false;
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.isImageXObject(name)) {
                return true;
            }
            PDXObject object = resources.getXObject(name);
            if (object instanceof PDFormXObject form && in(form.getResources(), depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
