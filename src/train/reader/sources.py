"""Reads the public training sets into one form; README.md says where each comes from and under which terms.

A question is a dict: source, document (of which article), question, text, and spans, the [start, end) of each answer in the text;
none where the text does not answer.
"""

import csv
import json
import re
import zlib
from pathlib import Path

from opencc import OpenCC


def squad(path, source, json_text=None):
    """SQuAD's format; answers that are not at their offset are looked for, and given up where they are not in the text."""
    for article in json.loads(json_text or Path(path).read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            document = article.get("title") or paragraph.get("id")
            for qa in paragraph["qas"]:
                spans = {found for a in qa["answers"] if (found := at(text, a["text"], a.get("answer_start", 0)))}
                if spans or qa.get("is_impossible"):
                    yield record(source, document, qa["question"], text, sorted(spans))


def at(text, answer, start):
    answer = str(answer).strip()
    if not answer:
        return None
    if text[start : start + len(answer)] != answer:
        start = text.find(answer)
    return (start, start + len(answer)) if start >= 0 else None


def record(source, document, question, text, spans):
    return {
        "source": source,
        "document": f"{source}:{document}",
        "question": question.strip(),
        "text": text,
        "spans": [list(s) for s in spans],
    }


def squad_cut_off(path, source):
    """A SQuAD file that ends in the middle: reads up to the last whole question."""
    text = Path(path).read_text("utf-8", errors="ignore")
    whole = text[: text.rfind('"}, {"answers"') + 2]
    yield from squad(None, source, whole + "]}]}]}")


def fairytale(folder):
    """Stories in sections; questions whose answer is in so many words there, and the implicit ones left out."""
    root = Path(folder) / "data-by-train-split"
    for path in sorted((root / "questions/train").glob("*-questions.csv")):
        story = path.name.removesuffix("-questions.csv")
        rows = csv.DictReader((root / f"section-stories/train/{story}-story.csv").open(encoding="utf-8"))
        sections = {row["section"].strip(): " ".join(row["text"].split()) for row in rows}
        for row in csv.DictReader(path.open(encoding="utf-8")):
            text = sections.get((row["cor_section"] or "").strip())
            if text is None or row["ex-or-im1"] != "explicit":
                continue
            answer = " ".join(row["answer1"].split()).rstrip(".")
            start = text.lower().find(answer.lower())
            if start >= 0 and answer:
                yield record("fairytale", story, row["question"], text, [(start, start + len(answer))])


def english(folder):
    folder = Path(folder)
    yield from squad(folder / "squad2_train_part.json", "squad")
    yield from squad_cut_off(folder / "squad1_train_part.json", "squad")
    yield from fairytale(folder / "fairytale")


def chinese(folder):
    """Every third paragraph and its questions become Traditional Chinese, character by character, so that spans stay."""
    convert = OpenCC("s2tw").convert
    for question in squad(Path(folder) / "cmrc2018_train.json", "cmrc"):
        text = convert(question["text"]) if zlib.crc32(question["text"].encode()) % 3 == 0 else ""
        if len(text) == len(question["text"]):
            question |= {"text": text, "question": convert(question["question"])}
        yield question


def all_of(language, folder):
    """Returns a language's questions, each pair of question and text once."""
    seen, questions = set(), []
    for question in english(folder) if language == "en" else chinese(folder):
        key = question["question"], question["text"]
        if key not in seen:
            seen.add(key)
            questions.append(question)
    return questions


if __name__ == "__main__":
    import collections
    import sys

    for name in ("en", "zh"):
        found = all_of(name, sys.argv[1])
        counts = collections.Counter((q["source"], bool(q["spans"])) for q in found)
        print(name, len(found), sorted(counts.items()), len({q["text"] for q in found}), "texts")
