package dev.recto.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files made to break whoever reads them: entities that point outside, bombs, loops, depth without end. Each is a few hundred kB at most. */
final class HostileFiles {
    private static final int DEEP = 300_000;
    private static final int MANY = 200_000;
    private static final int BOMB_MIB = 300;
    private static final String PDF_PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    private static final String PDF_PAGE =
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
    private static final String PDF_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    private static final String PDF_CATALOG = "<</Type/Catalog/Pages 2 0 R>>";
    private static final byte[] PDF_TEXT = utf8("BT /F1 12 Tf 72 700 Td (hello pdf) Tj ET");

    private HostileFiles() {}

    /** Returns documents of each format that reads XML, with an entity that stands for what is at the address. */
    static Map<String, byte[]> entitiesThatPointAt(URI canary) {
        String type = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '" + canary + "'>]>";
        Map<String, byte[]> files = xmlFormats(type, "&x;");
        String form =
                "<!DOCTYPE x [<!ENTITY x SYSTEM \"" + canary + "\">]><xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\">"
                        + "<template xmlns=\"http://www.xfa.org/schema/xfa-template/3.0/\"><subform name=\"f\"><field name=\"a\">"
                        + "<value><text>&x;</text></value></field></subform></template></xdp:xdp>";
        files.put(
                "xfa.pdf",
                pdf(
                        utf8("<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>"),
                        utf8(PDF_PAGES),
                        utf8(PDF_PAGE),
                        stream("", PDF_TEXT),
                        utf8(PDF_FONT),
                        utf8("<</XFA 7 0 R/Fields[]>>"),
                        stream("", utf8("<?xml version=\"1.0\"?>" + form))));
        return files;
    }

    /** Returns the same formats with entities that are ten of the entity before, ten times over: three gigabytes of text. */
    static Map<String, byte[]> entitiesWithoutEnd() {
        var type = new StringBuilder("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'lol'>");
        for (int level = 1; level < 10; level++) {
            type.append("<!ENTITY l").append(level).append(" '");
            type.append(("&l" + (level - 1) + ";").repeat(10)).append("'>");
        }
        return xmlFormats(type.append("]>").toString(), "&l9;");
    }

    private static Map<String, byte[]> xmlFormats(String type, String entity) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a.xml", utf8(type + "<r>words " + entity + "</r>"));
        files.put(
                "a.svg",
                utf8(type + "<svg xmlns='http://www.w3.org/2000/svg'><text>words " + entity + "</text></svg>"));
        files.put("a.html", utf8(type + "<html><body><p>words " + entity + "</p></body></html>"));
        files.put("a.docx", docx(type + word("words " + entity)));
        files.put("a.xlsx", xlsx(type, "words " + entity));
        files.put("a.odt", odt(type, "words " + entity));
        files.put("a.epub", epub(type, "words " + entity));
        return files;
    }

    /** Returns what unpacks, nests, repeats or counts without end. */
    static Map<String, byte[]> bombsAndLoops() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("bomb.zip", bomb("a.txt", "", "word ".repeat(200), ""));
        files.put("bomb.docx", bomb("word/document.xml", word(""), "<w:p><w:r><w:t>aaaaaaaaaa</w:t></w:r></w:p>", ""));
        files.put("nested.zip", nested());
        files.put("entries.zip", entries());
        files.put("deep.html", utf8("<div>".repeat(DEEP) + "x" + "</div>".repeat(DEEP)));
        files.put("deep.xml", utf8("<?xml version=\"1.0\"?>" + "<a>".repeat(DEEP) + "x" + "</a>".repeat(DEEP)));
        files.put("deep.rtf", utf8("{\\rtf1 " + "{\\b ".repeat(DEEP) + "x" + "}".repeat(DEEP) + "}"));
        files.put("deep.json", utf8("[".repeat(DEEP) + "]".repeat(DEEP)));
        files.put(
                "deep.pdf",
                pdf(
                        utf8("<</Type/Catalog/Pages 2 0 R/X " + "[".repeat(DEEP) + "]".repeat(DEEP) + ">>"),
                        utf8(PDF_PAGES)));
        files.put(
                "loop.pdf",
                pdf(
                        utf8(PDF_CATALOG),
                        utf8("<</Type/Pages/Kids[2 0 R 3 0 R]/Count 99999999/Parent 2 0 R>>"),
                        utf8(PDF_PAGE),
                        stream("", PDF_TEXT),
                        utf8(PDF_FONT)));
        files.put("flate.pdf", flateBomb());
        return files;
    }

    /** Returns a PDF of one page, of which the reader needs every part. */
    static byte[] pdf() {
        return pdf(utf8(PDF_CATALOG), utf8(PDF_PAGES), utf8(PDF_PAGE), stream("", PDF_TEXT), utf8(PDF_FONT));
    }

    private static byte[] flateBomb() {
        byte[] block = utf8("BT /F1 12 Tf 72 700 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n".repeat(16_000));
        byte[] packed = written(out -> {
            try (var deflater = new DeflaterOutputStream(out)) {
                for (int mib = 0; mib < BOMB_MIB; mib++) {
                    deflater.write(block);
                }
            }
        });
        return pdf(
                utf8(PDF_CATALOG),
                utf8(PDF_PAGES),
                utf8(PDF_PAGE),
                stream("/Filter/FlateDecode", packed),
                utf8(PDF_FONT));
    }

    private static byte[] bomb(String entry, String head, String repeated, String tail) {
        byte[] block = utf8(repeated.repeat(Math.max(1, (1 << 20) / repeated.length())));
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                if (!head.isEmpty()) {
                    addDocxFrame(zip);
                }
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(utf8(head.replace("<w:p><w:r><w:t></w:t></w:r></w:p></w:body></w:document>", "")));
                for (int mib = 0; mib < BOMB_MIB; mib++) {
                    zip.write(block);
                }
                zip.write(utf8(tail));
            }
        });
    }

    private static byte[] nested() {
        byte[] inner = utf8("hello nested");
        String name = "x.txt";
        for (int level = 0; level < 40; level++) {
            inner = zip(Map.of(name, inner));
            name = level + ".zip";
        }
        return inner;
    }

    private static byte[] entries() {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (int entry = 0; entry < MANY; entry++) {
                    zip.putNextEntry(new ZipEntry(entry + ".txt"));
                    zip.write('x');
                }
            }
        });
    }

    private static String word(String text) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                + "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:body></w:document>";
    }

    private static byte[] docx(String document) {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                addDocxFrame(zip);
                add(zip, "word/document.xml", utf8(document));
            }
        });
    }

    private static void addDocxFrame(ZipOutputStream zip) throws IOException {
        add(
                zip,
                "[Content_Types].xml",
                utf8(
                        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
                                + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"));
        add(zip, "_rels/.rels", utf8(relationship("word/document.xml")));
    }

    private static byte[] xlsx(String type, String text) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(
                "[Content_Types].xml",
                utf8(
                        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                                + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                                + "<Override PartName=\"/xl/sheet1.xml\" "
                                + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"));
        entries.put("_rels/.rels", utf8(relationship("xl/workbook.xml")));
        entries.put(
                "xl/workbook.xml",
                utf8("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                        + "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        entries.put(
                "xl/_rels/workbook.xml.rels",
                utf8(relationship("sheet1.xml").replace("officeDocument\" T", "worksheet\" T")));
        entries.put(
                "xl/sheet1.xml",
                utf8(type
                        + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">"
                        + "<c r=\"A1\" t=\"inlineStr\"><is><t>" + text
                        + "</t></is></c></row></sheetData></worksheet>"));
        return zip(entries);
    }

    private static String relationship(String target) {
        return "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
                + "Target=\"" + target + "\"/></Relationships>";
    }

    private static byte[] odt(String type, String text) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
        entries.put(
                "content.xml",
                utf8(type
                        + "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                        + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>"
                        + text
                        + "</text:p></office:text></office:body></office:document-content>"));
        return zip(entries);
    }

    private static byte[] epub(String type, String text) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("mimetype", utf8("application/epub+zip"));
        entries.put(
                "META-INF/container.xml",
                utf8(
                        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles>"
                                + "<rootfile full-path=\"b.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"));
        entries.put(
                "b.opf",
                utf8("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><manifest>"
                        + "<item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                        + "<spine><itemref idref=\"c\"/></spine></package>"));
        entries.put(
                "c.xhtml",
                utf8(type + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>" + text + "</p></body></html>"));
        return zip(entries);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    add(zip, entry.getKey(), entry.getValue());
                }
            }
        });
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }

    private static byte[] stream(String dictionary, byte[] bytes) {
        return written(out -> {
            out.write(utf8("<<" + dictionary + "/Length " + bytes.length + ">>\nstream\n"));
            out.write(bytes);
            out.write(utf8("\nendstream"));
        });
    }

    private static byte[] pdf(byte[]... objects) {
        return written(out -> {
            var offsets = new int[objects.length];
            var file = new ByteArrayOutputStream();
            file.writeBytes(utf8("%PDF-1.7\n"));
            for (int object = 0; object < objects.length; object++) {
                offsets[object] = file.size();
                file.writeBytes(utf8((object + 1) + " 0 obj\n"));
                file.writeBytes(objects[object]);
                file.writeBytes(utf8("\nendobj\n"));
            }
            int table = file.size();
            file.writeBytes(utf8("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n"));
            for (int offset : offsets) {
                file.writeBytes(utf8(String.format("%010d 00000 n \n", offset)));
            }
            file.writeBytes(utf8(
                    "trailer\n<</Size " + (objects.length + 1) + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n"));
            file.writeTo(out);
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
