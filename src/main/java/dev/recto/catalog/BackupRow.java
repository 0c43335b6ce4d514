package dev.recto.catalog;

import java.time.Instant;

/**
 * A backup that was taken and that nobody removed with Recto.
 *
 * @param id its own in its place
 * @param place absolute path of the folder it lies in
 * @param taken when its catalogue was copied
 */
public record BackupRow(String id, String place, Instant taken) {}
