"""Measures a reader on the development sets: is the answer there (AUC), and which sentence holds it."""

import argparse
import json
import random
import re
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from examples import QUESTION_TOKENS, Tokens, terms, windows
from model import POSITIONS, Encoder, Reader, word_embeddings

LONGEST_ANSWER = 40


class Torch:
    """A reader as trained, run in PyTorch."""

    def __init__(self, encoder, path):
        saved = torch.load(path)
        layers = saved["layers"].split(",")
        self.words = word_embeddings(encoder)
        self.reader = Reader(encoder.hidden, len(layers)).eval()
        self.reader.load_state_dict(saved["state"])

    def scores(self, ids, types):
        ids, types = torch.tensor([ids]), torch.tensor([types])
        with torch.no_grad():
            return self.reader(self.words[ids], types, torch.ones_like(ids))[0].numpy()


class Onnx:
    """A reader as shipped, run in ONNX Runtime."""

    def __init__(self, encoder, path):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options)
        self.words = word_embeddings(encoder).numpy()

    def scores(self, ids, types):
        inputs = {"words": self.words[ids][None], "types": np.array([types], dtype=np.int64)}
        return self.session.run(None, inputs)[0][0]


class Finder:
    def __init__(self, model, tokenizer):
        self.model, self.tokenizer, self.kept = model, tokenizer, {}

    def find(self, question, text):
        """Returns how much better than none the best span is, and the span."""
        if text not in self.kept:
            self.kept[text] = Tokens(self.tokenizer, text)
        tokens = self.kept[text]
        ids = self.tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
        head = [101] + ids + [102]
        best, place = -1e9, (0, 0)
        for start, end in windows(tokens, POSITIONS - len(head) - 1):
            run = head + tokens.ids[start:end] + [102]
            scores = self.model.scores(run, [0] * len(head) + [1] * (len(run) - len(head)))
            none = scores[0].sum()
            inner = scores[len(head) : len(run) - 1]
            for i in np.argsort(-inner[:, 0])[:20]:
                ends = inner[i : i + LONGEST_ANSWER, 1]
                j = int(ends.argmax())
                value = inner[i, 0] + ends[j] - none
                if value > best:
                    best, place = value, (tokens.starts[start + i], tokens.ends[start + i + j])
        return float(best), place


class Overlap:
    """The baseline: the sentence that holds the largest part of the question's terms."""

    def __init__(self, language):
        self.terms = terms(language)

    def find(self, question, text):
        asked = set(self.terms(question))
        best, place = 0.0, (0, 0)
        for start, end in sentences(text):
            share = len(asked & set(self.terms(text[start:end]))) / max(1, len(asked))
            if share > best:
                best, place = share, (start, end)
        return best, place


def auc(positive, negative):
    positive, negative = np.array(positive), np.array(negative)
    return float(((positive[:, None] > negative).mean() + (positive[:, None] >= negative).mean()) / 2)


def sentences(text):
    """Cuts where a sentence ends; close to ICU's rules, which the product uses."""
    cuts = [0]
    for m in re.finditer(r"[。！？!?]+[\"'”’）)」』]*|\.[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9])|\n+", text):
        cuts.append(m.end())
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts, cuts[1:]) if text[a:b].strip()]


def squad2(finder, folder, _):
    rows = json.loads((folder / "abstention/squad2_dev.json").read_text("utf-8"))
    found = [(finder.find(r["question"], r["context"])[0], r["is_impossible"]) for r in rows]
    return auc([f for f, none in found if not none], [f for f, none in found if none]), len(rows)


def flat(passages):
    for p in passages:
        if isinstance(p, list):
            yield from flat(p)
        else:
            yield " ".join(p.split())


def rgb(name):
    def measure(finder, folder, most):
        there, absent, n = [], [], 0
        for line in (folder / f"abstention/{name}.jsonl").read_text("utf-8").splitlines()[:most]:
            row = json.loads(line)
            best = lambda key: max((finder.find(row["query"], p[:1200])[0] for p in list(flat(row[key]))[:4]), default=None)
            yes, no = best("positive"), best("negative")
            if yes is not None and no is not None:
                there.append(max(yes, no))
                absent.append(no)
                n += 1
        return auc(there, absent), n

    return measure


def quoted(name):
    def measure(finder, folder, most):
        questions = []
        for article in json.loads((folder / f"answers/{name}.json").read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                questions += [(paragraph["context"], q) for q in paragraph["qas"]]
        random.Random(3).shuffle(questions)
        right, exact, n = 0, 0, 0
        for text, q in questions[:most]:
            answers = [a["text"].strip() for a in q["answers"]]
            _, place = finder.find(q["question"], text)
            held = [text[a:b] for a, b in sentences(text) if a <= place[0] < b]
            right += any(a in held[0] for a in answers) if held else 0
            exact += any(a == text[slice(*place)] for a in answers)
            n += 1
        return right / n, exact / n, n

    return measure


def main():
    options = argparse.ArgumentParser()
    options.add_argument("language", choices=["en", "zh"])
    options.add_argument("--encoder", required=True)
    options.add_argument("--reader", required=True, help=".pt, .onnx, or \"overlap\" for the baseline")
    options.add_argument("--sets", required=True, help="folder of the development sets")
    options.add_argument("--most", type=int, default=300)
    options.add_argument("--only", default="")
    args = options.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(args.encoder)
    tokenizer = Tokenizer.from_file(args.encoder.removesuffix(".onnx") + "-tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if args.reader == "overlap":
        finder = Overlap(args.language)
    else:
        finder = Finder((Onnx if args.reader.endswith(".onnx") else Torch)(encoder, args.reader), tokenizer)
    measures = {
        "en": {"squad2": squad2, "xquad.en": quoted("xquad.en")},
        "zh": {
            "rgb_zh_fact": rgb("rgb_zh_fact"),
            "rgb_zh_int": rgb("rgb_zh_int"),
            "xquad.zh": quoted("xquad.zh"),
            "cmrc2018_trial": quoted("cmrc2018_trial"),
            "DRCD_dev": quoted("DRCD_dev"),
        },
    }[args.language]
    for name, measure in measures.items():
        if args.only in name:
            print(name, *(round(v, 3) for v in measure(finder, Path(args.sets), args.most)), flush=True)


if __name__ == "__main__":
    main()
