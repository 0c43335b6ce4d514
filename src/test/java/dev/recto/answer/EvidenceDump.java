package dev.recto.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.EvaluationQuestion;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.OpenCase;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public final class EvidenceDump {
    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        int deep = Integer.parseInt(args[1]);
        int answerable = Integer.parseInt(args[2]);
        Path out = Path.of(args[3]);
        String kind = args[4];
        var files = new ArrayList<Path>();
        for (int i = 5; i < args.length; i++) files.add(Path.of(args[i]));
        var json = new ObjectMapper();
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("embeddings.db"));
                BufferedWriter writer = Files.newBufferedWriter(out)) {
            List<EvaluationSet> sets =
                    switch (kind) {
                        case "abstention", "together" -> AnswerEvaluation.abstention(files, false);
                        case "answers" -> AnswerEvaluation.answers(files, false);
                        default -> List.of(AnswerEvaluation.over(files.get(0), files.get(1), false));
                    };
            if (kind.equals("together")) sets = List.of(AnswerEvaluation.abstention(files, false).getLast());
            for (EvaluationSet set : sets) {
                for (EvaluationSet.Case one : set.cases()) {
                    try (OpenCase open = OpenCase.of(one, embedder, vectors)) {
                        int yes = (int) one.questions().stream().filter(EvaluationQuestion::answerable).count();
                        int step = Math.max(1, (yes + answerable - 1) / answerable);
                        int no = kind.equals("over") ? Math.max(1, one.questions().size() / answerable) : 1;
                        int seen = 0;
                        for (EvaluationQuestion q : one.questions()) {
                            if (seen++ % (q.answerable() ? step : no) != 0 || q.text().isBlank()) continue;
                            Evidence e = new Retriever(embedder)
                                    .retrieve(Caller.owner(), new Question(q.text(), Map.of(), deep), open.snapshot());
                            var row = new LinkedHashMap<String, Object>();
                            row.put("set", set.name());
                            row.put("id", q.id());
                            row.put("q", q.text());
                            row.put("yes", q.answerable());
                            row.put("answers", q.answers());
                            row.put("gold", q.places().stream().map(p -> p.document()).toList());
                            row.put("size", open.snapshot().size());
                            row.put("weights", e.weights());
                            row.put("docwords", List.of());
                            var passages = new ArrayList<Object>();
                            for (ScoredPassage p : e.passages()) {
                                var m = new LinkedHashMap<String, Object>();
                                var passage = p.found().passage();
                                m.put("doc", open.id(p.found().document().id()));
                                m.put("title", p.found().document().title());
                                m.put("n", passage.number());
                                m.put("score", p.score());
                                m.put("lex", p.lexical());
                                m.put("dense", p.dense());
                                m.put("s", passage.sentences().stream().map(r -> passage.sentence(passage.sentences().indexOf(r))).toList());
                                var words = new ArrayList<Object>();
                                var cos = new ArrayList<Object>();
                                for (int i = 0; i < passage.sentences().size(); i++) {
                                    var w = open.snapshot().words(passage.sentence(i));
                                    words.add(e.weights().keySet().stream().filter(w::contains).toList());
                                    cos.add(Math.round(1e4 * SentenceMeaning.cosine(e.question(), p, i)) / 1e4);
                                }
                                m.put("w", words);
                                m.put("c", cos);
                                passages.add(m);
                            }
                            row.put("p", passages);
                            writer.write(json.writeValueAsString(row));
                            writer.newLine();
                        }
                    }
                }
                System.out.println(set.name());
            }
        }
    }
}
