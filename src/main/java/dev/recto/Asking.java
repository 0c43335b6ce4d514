package dev.recto;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerModel;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.Answerer;
import dev.recto.answer.Grounding;
import dev.recto.answer.chat.Account;
import dev.recto.answer.chat.ChatAnswerModel;
import dev.recto.answer.conversation.Conversations;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.moderation.SentenceGate;
import dev.recto.catalog.CollectionRow;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.HeldGeneration;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import java.util.function.Function;

/** Answers questions over the generation that answers for their collection. */
final class Asking {
    private final WholeGenerations generations;
    private final Function<Embedder, QuotingAssembly> assemblies;
    private final Grounding grounding;
    private final Moderation moderation;
    private final Conversations conversations;
    private final ChatSide chat;

    Asking(
            WholeGenerations generations,
            Function<Embedder, QuotingAssembly> assemblies,
            Checks checks,
            Conversations conversations,
            ChatSide chat) {
        this.generations = generations;
        this.assemblies = assemblies;
        this.grounding = checks.grounding();
        this.moderation = checks.moderation();
        this.conversations = conversations;
        this.chat = chat;
    }

    /** What stands between what a model says and who asked. */
    record Checks(Grounding grounding, Moderation moderation) {}

    /** Returns the evidence for a question. */
    Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException {
        try (HeldGeneration held = generations.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            Ranking ranking = Ranking.FUSED.weighing(collection.settings().denseWeight());
            return assemblies
                    .apply(generations.embedder(collection, held))
                    .retriever(ranking)
                    .retrieve(caller, question, snapshot)
                    .in(held.row().number());
        }
    }

    /** Answers a question, by the chat model where one is configured and nothing else is asked for, and else by quoting. */
    Answer ask(CollectionRow collection, Caller caller, AnswerRequest asked, AnswerListener listener)
            throws InterruptedException {
        String words = asked.question().text();
        moderation.admit(words);
        AnswerRequest request = asked.with(asked.settings().over(collection.settings()));
        AnswerSettings settings = request.settings();
        Account account = chat.account(collection, caller);
        ChatAnswerModel writer = chat.writes(settings) ? chat.writer(account, settings) : null;
        long begun = System.nanoTime();
        AnswerRequest standalone =
                conversations.standalone(collection, caller, request, chat.rewriting(account, settings));
        AnswerModel model = writer == null ? chat.quoting() : writer.after(System.nanoTime() - begun);
        try (HeldGeneration held = generations.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            Answer answer = answerer(collection, held, settings, model, moderation.gate(words))
                    .answer(caller, standalone, snapshot, listener)
                    .in(held.row().number());
            account.answered(answer.report().model());
            conversations.keep(request, standalone, answer);
            return answer;
        }
    }

    private Answerer answerer(
            CollectionRow collection,
            HeldGeneration held,
            AnswerSettings settings,
            AnswerModel model,
            SentenceGate gate) {
        QuotingAssembly assembly = assemblies.apply(generations.embedder(collection, held));
        return new Answerer(
                assembly.retriever(Ranking.FUSED.weighing(settings.denseWeight())),
                assembly.answerability(assembly.leastConfidence()),
                grounding.over(generations.partsNow(held)).behind(gate),
                model);
    }
}
