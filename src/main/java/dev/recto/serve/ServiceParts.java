package dev.recto.serve;

import dev.recto.config.RectoConfig;

/**
 * What the service is made of.
 *
 * @param house the home it serves; held by whoever starts the service, and closed after it
 * @param config what is set
 */
public record ServiceParts(ServedHome house, RectoConfig config) {}
