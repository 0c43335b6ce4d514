package dev.recto.answer;

import java.util.Map;

/**
 * One question over one choice of evidence.
 *
 * @param set what it is measured with
 * @param group cases of one group are fitted together or measured together, never both
 * @param answerable whether that evidence answers it
 */
record SignalCase(String set, int group, Map<AnswerSignal, Double> signals, boolean answerable) {}
