package dev.recto.answer.task;

import dev.recto.answer.Cost;
import dev.recto.answer.ModelReport;
import dev.recto.answer.chat.Account;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.answer.chat.TranslationModel;
import dev.recto.answer.grounding.TranslationCheck;
import dev.recto.answer.moderation.SentenceGate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Translates answers by a chat model, sentence by sentence, and checks what each keeps. */
public final class Translations {
    private final TranslationModel model;
    private final TranslationCheck check;
    private final SentenceGate gate;

    /** @param gate stands before each translated sentence */
    public Translations(TranslationModel model, TranslationCheck check, SentenceGate gate) {
        this.model = model;
        this.check = check;
        this.gate = gate;
    }

    /**
     * Translates sentences.
     *
     * @param account of who asks
     * @param used what the model took so far
     * @throws dev.recto.answer.chat.ChatFailure if the model fails
     * @throws InterruptedException if the caller is interrupted
     */
    public Translation translate(List<String> sentences, PromptLanguage to, Account account, Supplier<TokenUsage> used)
            throws InterruptedException {
        List<Translation.Sentence> translated = new ArrayList<>();
        for (String sentence : sentences) {
            String text = model.translate(sentence, to);
            String said = text.isEmpty() ? sentence : text;
            gate.admit(said);
            translated.add(new Translation.Sentence(
                    said, check.check(sentence, said, to == PromptLanguage.ZH).orElse(null)));
        }
        TokenUsage usage = used.get();
        Cost cost = account.cost(model.model(), usage);
        return new Translation(translated, new ModelReport("chat", model.model(), model.hash(to), usage, cost, null));
    }
}
