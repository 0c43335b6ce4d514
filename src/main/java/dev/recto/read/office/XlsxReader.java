package dev.recto.read.office;

import dev.recto.document.PartKind;
import dev.recto.read.DocumentDraft;
import dev.recto.read.TableDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackageProperties;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Excel workbooks as a stream of cells, through POI's event API: with {@code includeMissingRows} Tika 3.3.1 gives rows 3 and 4 of
 * a sheet the places 4 and 8, and a citation names the cell.
 */
public final class XlsxReader {
    private static final Set<String> TYPES = Set.of(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-excel.template.macroenabled.12");

    /** Returns whether this type is read here. */
    public boolean reads(String mediaType) {
        return TYPES.contains(mediaType);
    }

    /**
     * Reads a workbook into a draft, each sheet a part; why it could not be read to its end is noted there.
     *
     * @return false, and nothing noted, where it holds no sheets as POI's event API knows them (ISO 29500 Strict)
     */
    public boolean read(Path file, DocumentDraft draft) {
        try (OPCPackage archive = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            facts(archive.getPackageProperties(), draft);
            var reader = new XSSFReader(archive);
            var strings = new ReadOnlySharedStringsTable(archive, false);
            StylesTable styles = SheetDates.styles(reader);
            DataFormatter formatter = SheetDates.formatter(reader);
            var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
            if (!sheets.hasNext()) {
                return false;
            }
            while (sheets.hasNext() && !draft.full()) {
                try (InputStream sheet = sheets.next()) {
                    draft.open(PartKind.SHEET, sheets.getSheetName());
                    XMLReader parser = XMLHelper.newXMLReader();
                    parser.setContentHandler(
                            new XSSFSheetXMLHandler(styles, null, strings, new Rows(draft), formatter, false));
                    parser.parse(new InputSource(sheet));
                }
            }
        } catch (FullException full) {
            return true;
        } catch (OpenXML4JException | SAXException | ParserConfigurationException | IOException | RuntimeException e) {
            if (draft.isEmpty() && !TikaReader.isBomb(e)) {
                return false;
            }
            TikaReader.failed(e, draft);
        }
        return true;
    }

    private static void facts(PackageProperties properties, DocumentDraft draft) throws OpenXML4JException {
        draft.title(properties.getTitleProperty().orElse(null));
        draft.property("author", properties.getCreatorProperty().orElse(null));
        Optional<Date> created = properties.getCreatedProperty();
        draft.property(
                "created",
                created.map(date -> Dates.rfc3339(date.toInstant().toString())).orElse(null));
        draft.property("language", properties.getLanguageProperty().orElse(null));
    }

    /** Ends parsing once the draft is full: POI's handler has no other way to stop. */
    private static final class FullException extends RuntimeException {}

    /** Collects the cells of each row. */
    private static final class Rows implements SheetContentsHandler {
        private final DocumentDraft draft;
        private final TableDraft table;
        private final List<String> cells = new ArrayList<>();
        private int lastRow = -1;

        Rows(DocumentDraft draft) {
            this.draft = draft;
            this.table = new TableDraft(draft, true);
        }

        @Override
        public void startRow(int row) {
            if (draft.full()) {
                throw new FullException();
            }
            if (row > lastRow + 1) {
                table.row(lastRow + 2, List.of(), false);
            }
            lastRow = row;
            cells.clear();
        }

        @Override
        public void cell(@Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
            int column = reference == null ? cells.size() : new CellReference(reference).getCol();
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(value == null ? "" : value);
        }

        @Override
        public void endRow(int row) {
            table.row(row + 1, List.copyOf(cells), false);
        }
    }
}
