package dev.recto.catalog;

import java.time.Instant;

/**
 * A backup that was taken, or at least begun, and that nobody removed with Recto.
 *
 * @param id its own in its place
 * @param place absolute path of the folder it lies in
 * @param taken when its catalogue was copied, or where it is not whole, when it began
 * @param whole whether it was taken to its end
 */
public record BackupRow(String id, String place, Instant taken, boolean whole) {}
