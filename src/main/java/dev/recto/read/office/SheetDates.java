package dev.recto.read.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;

/** How a workbook's dates are written: where the format leaves it to the reader's country, with year, month and day in that order. */
final class SheetDates {
    /**
     * Number formats that a workbook names without saying what they look like (ISO 29500-1, 18.8.30). 14 and 22 are drawn as the
     * reader's country has them; the others are those of Chinese Excel, which POI knows by their numbers only.
     */
    private static final Map<Short, String> UNNAMED = Map.ofEntries(
            Map.entry((short) 14, "yyyy-mm-dd"),
            Map.entry((short) 22, "yyyy-mm-dd h:mm"),
            Map.entry((short) 27, "yyyy年m月"),
            Map.entry((short) 28, "m月d日"),
            Map.entry((short) 29, "m月d日"),
            Map.entry((short) 30, "yyyy-mm-dd"),
            Map.entry((short) 31, "yyyy年m月d日"),
            Map.entry((short) 32, "h时mm分"),
            Map.entry((short) 33, "h时mm分ss秒"),
            Map.entry((short) 36, "yyyy年m月"),
            Map.entry((short) 50, "yyyy年m月"),
            Map.entry((short) 51, "m月d日"),
            Map.entry((short) 52, "yyyy年m月"),
            Map.entry((short) 53, "m月d日"),
            Map.entry((short) 54, "m月d日"),
            Map.entry((short) 57, "yyyy年m月"),
            Map.entry((short) 58, "m月d日"));

    private SheetDates() {}

    /** Returns a workbook's styles with the formats that it does not spell out. */
    static StylesTable styles(XSSFReader reader) throws IOException, InvalidFormatException {
        StylesTable styles = reader.getStylesTable();
        UNNAMED.forEach((number, format) -> {
            if (styles.getNumberFormatAt(number) == null) {
                styles.putNumberFormat(number, format);
            }
        });
        return styles;
    }

    /** Returns what writes a workbook's numbers; POI's event API takes every date as counted from 1900. */
    static DataFormatter formatter(XSSFReader reader) throws IOException, InvalidFormatException {
        boolean from1904 = countsFrom1904(reader);
        return new DataFormatter(Locale.US) {
            @Override
            public String formatRawCellContents(double value, int number, String format) {
                return formatRawCellContents(value, number, format, from1904);
            }
        };
    }

    private static boolean countsFrom1904(XSSFReader reader) throws IOException, InvalidFormatException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = reader.getWorkbookData()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("workbookPr")) {
                    String flag = xml.getAttributeValue(null, "date1904");
                    return "1".equals(flag) || "true".equals(flag);
                }
            }
            return false;
        } catch (XMLStreamException damaged) {
            throw new IOException("the workbook's own description is damaged", damaged);
        }
    }
}
