package dev.recto.answer.grounding;

import java.util.List;
import java.util.Set;

/**
 * A cited passage, taken apart once for all sentences that cite it.
 *
 * @param sentences in order
 * @param context title, headings and table header, which every sentence of it speaks under
 * @param squeezed letters and digits of passage and context alone, folded: what quotations and copied sentences are looked up in
 * @param terms content words of passage and context
 */
record EvidencePassage(
        List<EvidenceSentence> sentences, EvidenceSentence context, Squeezed squeezed, Set<String> terms) {}
