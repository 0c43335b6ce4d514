package dev.recto.read.pdf;

import java.util.List;
import java.util.Map;

/**
 * The glyphs drawn on one page.
 *
 * @param byTurn in the order drawn, by direction of writing
 * @param readable how many say something
 * @param unmapped how many have no character behind them
 */
record PageGlyphs(Map<Turn, List<Glyph>> byTurn, int readable, int unmapped) {}
