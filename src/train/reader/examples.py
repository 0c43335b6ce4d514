"""Turns questions into training examples: a window that answers, and windows that do not.

Windows without an answer come from three places: elsewhere in the same text, the nearest other texts by BM25, and the same window
under a question in which a name, a number or a word of direction was exchanged, which the text then does not answer.
"""

import math
import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict

QUESTION_TOKENS = 48
"""Tokens read of a question."""


class Tokens:
    """A text's tokens with their places in it."""

    def __init__(self, tokenizer, text):
        encoding = tokenizer.encode(text, add_special_tokens=False)
        self.text, self.ids = text, encoding.ids
        self.starts = [s for s, _ in encoding.offsets]
        self.ends = [e for _, e in encoding.offsets]
        self.sentences = [0] + [i for i in range(1, len(self.ids)) if begins_sentence(text, self.starts[i])]

    def span(self, start, end):
        """Returns the tokens [first, last] of a span of characters, or None where it holds none."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def begins_sentence(text, start):
    before = text[max(0, start - 6) : start]
    words = before.rstrip(" \"'”’)）」』")
    return bool(words) and (words[-1] in "。！？；!?;" or (words[-1] == "." and len(before) > len(words)))


def windows(tokens, size):
    """Returns [from, to) windows that cover the text: each begins at a sentence, half of the one before it shared at most."""
    if len(tokens.ids) <= size:
        return [(0, len(tokens.ids))]
    found, start = [], 0
    while True:
        end = min(start + size, len(tokens.ids))
        found.append((start, end))
        if end == len(tokens.ids):
            return found
        later = [s for s in tokens.sentences if start + size // 2 <= s < end - size // 8]
        start = later[0] if later else end - size // 4


class Bm25:
    """The texts of a language, searched for negatives."""

    def __init__(self, texts, terms_of):
        self.texts, self.terms_of = texts, terms_of
        self.postings = defaultdict(list)
        lengths = []
        for i, text in enumerate(texts):
            counts = Counter(terms_of(text))
            lengths.append(sum(counts.values()))
            for term, count in counts.items():
                self.postings[term].append((i, count))
        mean = sum(lengths) / len(lengths)
        self.norms = [0.9 * (0.6 + 0.4 * n / mean) for n in lengths]

    def nearest(self, question, count):
        scores = defaultdict(float)
        for term in set(self.terms_of(question)):
            hits = self.postings.get(term, ())
            if not hits or len(hits) > len(self.texts) // 5:
                continue
            idf = math.log(1 + len(self.texts) / len(hits))
            for i, n in hits:
                scores[i] += idf * n / (n + self.norms[i])
        return [self.texts[i] for i in sorted(scores, key=scores.get, reverse=True)[:count]]


def terms(language):
    if language == "en":
        return lambda text: [w[:7] for w in re.findall(r"[a-z0-9]+", text.lower())]
    return lambda text: [text[i : i + 2] for i in range(len(text) - 1) if text[i].isalnum() and text[i + 1].isalnum()]


OPPOSITES = {
    "en": "first last|largest smallest|highest lowest|oldest youngest|before after|north south|east west|increase decrease"
    "|most least|more less|longest shortest|earliest latest|won lost|male female|father mother|son daughter|husband wife"
    "|born died|began ended|start end|above below|older younger|northern southern|eastern western|enter leave|buy sell"
    "|best worst|open close|accept reject|upper lower|maximum minimum|inside outside|husband wife|brother sister",
    "zh": "最大 最小|最高 最低|最早 最晚|最多 最少|最长 最短|第一 第二|之前 之后|以前 以后|北 南|东 西|父亲 母亲|儿子 女儿"
    "|丈夫 妻子|出生 逝世|出生 去世|成立 解散|开始 结束|男 女|上升 下降|增加 减少|哥哥 弟弟|姐姐 妹妹|冠军 亚军|首次 最后一次"
    "|优点 缺点|进攻 防守|胜利 失败|支持 反对|内部 外部|左 右|国内 国外|东部 西部|北部 南部|公元前 公元后",
}


def entities(language, text):
    if language == "en":
        names = re.findall(r"(?<=[a-z,] )[A-Z][\w'-]+(?: (?:of |the |de )?[A-Z][\w'-]+)*", text)
        numbers = re.findall(r"\b\d[\d,.]*\d\b|\b\d\b", text)
    else:
        names = re.findall(r"《[^》]{1,12}》|“[^”]{2,8}”|[A-Z][A-Za-z]+", text)
        numbers = re.findall(r"\d+(?:\.\d+)?", text)
    return {"name": sorted(set(names)), "number": sorted(set(numbers))}


def exchanged(language, question, text, answer, chance):
    """Returns the question with one thing exchanged so that the text no longer answers it, or None where nothing can be."""
    ways = []
    for pair in OPPOSITES[language].split("|"):
        for one, other in (pair.split(" "), pair.split(" ")[::-1]):
            pattern = rf"\b{one}\b" if language == "en" else one
            if re.search(pattern, question):
                ways.append(re.sub(pattern, other, question, count=1))
    asked, there = entities(language, question), entities(language, text)
    for kind in ("name", "number"):
        for thing in asked[kind]:
            others = [o for o in there[kind] if o not in question and thing not in o and o not in answer]
            if kind == "number" and re.fullmatch(r"\d{4}", thing):
                others = [o for o in others if re.fullmatch(r"\d{4}", o)] + [str(int(thing) + chance.randint(1, 9))]
            if others:
                ways.append(question.replace(thing, chance.choice(others), 1))
    return chance.choice(ways) if ways else None


class Builder:
    """Makes one epoch's examples."""

    def __init__(self, language, tokenizer, questions, size, seed):
        self.language, self.tokenizer, self.size = language, tokenizer, size
        self.questions, self.chance = questions, random.Random(seed)
        texts = sorted({q["text"] for q in questions})
        self.tokens = {t: Tokens(tokenizer, t) for t in texts}
        search = Bm25(texts, terms(language))
        self.near = {}
        for q in questions:
            if q["spans"]:
                answers = [q["text"][s:e].lower() for s, e in q["spans"]]
                near = search.nearest(q["question"], 12)
                right = [t for t in near if t != q["text"] and not any(a in t.lower() for a in answers)]
                self.near[id(q)] = right[:4]

    def epoch(self, inside=0.35, near=0.5, changed=0.35):
        """Returns examples (ids, types, start targets, end targets); chances are for each question that has an answer."""
        made = []
        for q in self.questions:
            tokens = self.tokens[q["text"]]
            ids = self.tokenizer.encode(q["question"], add_special_tokens=False).ids[:QUESTION_TOKENS]
            room = self.size - len(ids) - 3
            spans = [s for s in (tokens.span(*span) for span in q["spans"]) if s]
            if not spans:
                made.append(self.example(ids, tokens, self.any_window(tokens, room), []))
                continue
            window = self.answering_window(tokens, room, self.chance.choice(spans))
            made.append(self.example(ids, tokens, window, spans))
            if self.chance.random() < inside:
                clear = [w for w in windows(tokens, room) if not any(w[0] <= b and a < w[1] for a, b in spans)]
                answers = [q["text"][s:e] for s, e in q["spans"]]
                clear = [w for w in clear if not any(a in tokens.text[tokens.starts[w[0]] : tokens.ends[w[1] - 1]] for a in answers)]
                if clear:
                    made.append(self.example(ids, tokens, self.chance.choice(clear), []))
            if self.near[id(q)] and self.chance.random() < near:
                other = self.tokens[self.chance.choice(self.near[id(q)])]
                made.append(self.example(ids, other, self.any_window(other, room), []))
            if self.chance.random() < changed:
                answer = q["text"][q["spans"][0][0] : q["spans"][0][1]]
                text = exchanged(self.language, q["question"], q["text"], answer, self.chance)
                if text:
                    ids = self.tokenizer.encode(text, add_special_tokens=False).ids[:QUESTION_TOKENS]
                    room = self.size - len(ids) - 3
                    made.append(self.example(ids, tokens, self.answering_window(tokens, room, spans[0]), []))
        return made

    def any_window(self, tokens, room):
        return self.chance.choice(windows(tokens, room))

    def answering_window(self, tokens, room, span):
        if len(tokens.ids) <= room:
            return 0, len(tokens.ids)
        starts = [s for s in tokens.sentences if s <= span[0] and span[1] < s + room]
        start = self.chance.choice(starts) if starts else max(0, span[0] - room // 3)
        return start, min(start + room, len(tokens.ids))

    def example(self, question, tokens, window, spans):
        head = [101] + question + [102]
        ids = head + tokens.ids[window[0] : window[1]] + [102]
        types = [0] * len(head) + [1] * (len(ids) - len(head))
        starts, ends = [], []
        for first, last in spans:
            if window[0] <= first and last < window[1]:
                starts.append(len(head) + first - window[0])
                ends.append(len(head) + last - window[0])
        return ids, types, sorted(set(starts)) or [0], sorted(set(ends)) or [0]
