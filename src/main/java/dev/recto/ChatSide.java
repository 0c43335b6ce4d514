package dev.recto;

import dev.recto.answer.AnswerModel;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.Account;
import dev.recto.answer.chat.BudgetSpentException;
import dev.recto.answer.chat.ChatAnswerModel;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.NoChatModelException;
import dev.recto.answer.chat.Prompts;
import dev.recto.answer.chat.Spending;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.answer.conversation.FollowUpEntities;
import dev.recto.answer.conversation.FollowUpRewriter;
import dev.recto.answer.conversation.StandaloneQuestions;
import dev.recto.catalog.CollectionRow;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import java.util.function.Consumer;

/**
 * The chat model's side of answers: whether it speaks, on whose account, and with which prompts.
 *
 * @param client the model, made when it is first needed
 * @param quoting what answers where the model does not
 */
record ChatSide(RectoConfig config, Lazy<ChatClient> client, Prompts prompts, Spending spending, AnswerModel quoting) {
    /** Returns whether the chat model is to write: asked for, or configured where nothing is asked for. */
    boolean writes(AnswerSettings settings) {
        AnswerSettings.Speaker asked = settings.answerer();
        return asked == null ? config.chat().present() : asked == AnswerSettings.Speaker.CHAT;
    }

    /** Returns who pays for what is asked of a collection. */
    Account account(CollectionRow collection, Caller caller) {
        return spending.account(collection.id(), caller);
    }

    /**
     * Returns the chat model.
     *
     * @throws NoChatModelException if none is configured
     * @throws dev.recto.answer.chat.UnpricedModelException if budgets are kept and the model has no price
     */
    ChatClient needed() {
        if (!config.chat().present()) {
            throw new NoChatModelException();
        }
        spending.check(client.get().model());
        return client.get();
    }

    /**
     * Returns the account of who cannot do without the chat model.
     *
     * @throws NoChatModelException if none is configured
     * @throws BudgetSpentException if the account's month is spent
     */
    Account paying(CollectionRow collection, Caller caller) {
        needed();
        Account account = account(collection, caller);
        if (account.isReached()) {
            throw new BudgetSpentException();
        }
        return account;
    }

    /** Returns what books the model's use on an account. */
    Consumer<TokenUsage> booked(Account account) {
        return usage -> account.spent(client.get().model(), usage);
    }

    /**
     * Returns what writes an answer.
     *
     * @throws NoChatModelException if none is configured
     */
    ChatAnswerModel writer(Account account, AnswerSettings settings) {
        if (!config.chat().present()) {
            throw new NoChatModelException();
        }
        spending.check(client.get().model(settings.chat().model()));
        return new ChatAnswerModel(client.get(), prompts, quoting, account);
    }

    /** Returns what makes a question standalone: the model where it writes and may, else the last questions' entities. */
    StandaloneQuestions rewriting(Account account, AnswerSettings settings) {
        boolean may = writes(settings) && config.chat().present() && !account.isReached();
        return may
                ? new FollowUpRewriter(client.get(), prompts, config.answer(), booked(account))
                : new FollowUpEntities();
    }
}
