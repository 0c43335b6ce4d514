package dev.recto.read.office;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Dates that documents give of themselves, as RFC 3339 has them. */
final class Dates {
    /** Writers that know no date store the start of their calendar: 1601 (Windows), 1899 and 1900 (spreadsheets). */
    private static final int FIRST_YEAR = 1901;

    private Dates() {}

    /** Returns an ISO 8601 date or time as RFC 3339 (UTC where it names no zone), or null where it is none or no real one. */
    static @Nullable String rfc3339(@Nullable String date) {
        if (date == null || date.isBlank()) {
            return null;
        }
        try {
            var parsed = DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][XXX][X]]")
                    .parseBest(date.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (parsed) {
                case OffsetDateTime time ->
                    time.getYear() < FIRST_YEAR ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
                case LocalDateTime time ->
                    time.getYear() < FIRST_YEAR
                            ? null
                            : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
                case LocalDate day -> day.getYear() < FIRST_YEAR ? null : day.toString();
                default -> null;
            };
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
