package dev.recto.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.retrieve.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how long a warm process takes from question to quoted answer, citations and boxes included:
 * {@code QuestionBenchmark HOME QUESTIONS_JSONL [ROUNDS]}. Each line of the file is an object with a {@code question}. Two rounds
 * warm up; the rest are timed one question at a time.
 */
public final class QuestionBenchmark {
    private static final int WARM_UP = 2;

    private QuestionBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        var questions = new ArrayList<Question>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            questions.add(Question.of(
                    new ObjectMapper().readTree(line).path("question").asText()));
        }
        try (Application application = Application.open(new Home(Path.of(args[0])), RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            try (var snapshot = application.index(collection).snapshot()) {
                System.out.printf("%,d passages, %d questions%n", snapshot.size(), questions.size());
            }
            ask(application, collection, questions, WARM_UP);
            report(ask(application, collection, questions, rounds));
        }
    }

    private static List<Answer> ask(
            Application application, CollectionRow collection, List<Question> questions, int rounds)
            throws InterruptedException {
        var answers = new ArrayList<Answer>();
        for (int round = 0; round < rounds; round++) {
            for (Question question : questions) {
                answers.add(
                        application.ask(collection, Caller.owner(), AnswerRequest.of(question), AnswerListener.NONE));
            }
        }
        return answers;
    }

    private static void report(List<Answer> answers) {
        line(
                "total",
                answers.stream()
                        .mapToDouble(a -> embed(a) + retrieve(a) + answer(a))
                        .toArray());
        line("embed", answers.stream().mapToDouble(QuestionBenchmark::embed).toArray());
        line(
                "retrieve",
                answers.stream().mapToDouble(QuestionBenchmark::retrieve).toArray());
        line("answer", answers.stream().mapToDouble(QuestionBenchmark::answer).toArray());
        long grounded =
                answers.stream().filter(Answer.Grounded.class::isInstance).count();
        System.out.printf("grounded: %d of %d%n", grounded, answers.size());
    }

    private static double embed(Answer answer) {
        return answer.report().embedMillis();
    }

    private static double retrieve(Answer answer) {
        return answer.report().retrieveMillis();
    }

    private static double answer(Answer answer) {
        return answer.report().answerMillis();
    }

    private static void line(String name, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%-9s p50 %6.1f ms   p95 %6.1f ms   most %6.1f ms%n",
                name, millis[millis.length / 2], millis[(int) (millis.length * 0.95)], millis[millis.length - 1]);
    }
}
