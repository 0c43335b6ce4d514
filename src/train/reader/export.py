"""Writes a trained reader as the ONNX file that Recto ships: int8 weights, word embeddings left to the encoder's own file."""

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from evaluate import Finder, Onnx
from model import Encoder, Reader


EXAMPLES = {
    "en": [
        (
            "When was the lighthouse on Gull Point first lit?",
            "Gull Point had no light until the winter storms of 1868 sank four ships. The lighthouse was first lit on 3 March 1871, "
            "and its keeper, Edith Marsh, stayed for thirty years.",
        ),
        (
            "Who has to approve travel above 2,000 euros?",
            "Staff book trains themselves. Travel above 2,000 euros has to be approved by the head of finance before it is booked. "
            "Receipts are handed in within ten days.",
        ),
        (
            "What does the annual licence cost?",
            "The software runs on three operating systems. Support answers on working days, and updates come twice a year.",
        ),
    ],
    "zh": [
        (
            "灯塔是哪一年第一次点亮的？",
            "海鸥角在1868年冬天的风暴中沉了四艘船，当时还没有灯塔。灯塔于1871年3月第一次点亮，守塔人玛丽在那里工作了三十年。",
        ),
        ("谁负责审批两千元以上的差旅？", "员工自行购买火车票。两千元以上的差旅须由财务总监事先审批，票据应在十天内交回。"),
        ("這座橋全長多少公尺？", "博物館每週一休館。館內收藏了三百件瓷器，其中最早的一件來自宋代。"),
    ],
}
"""Written for the test that the product finds what the exported model found here."""


class OneRun(nn.Module):
    """One question and window, so that nothing is masked."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, words, types):
        return self.reader(words, types, torch.ones_like(types))


def write_examples(args, encoder):
    path = Path(args.examples)
    language = "en" if encoder.hidden == 384 else "zh"
    kept = [e for e in json.loads(path.read_text("utf-8")) if e["language"] != language] if path.exists() else []
    tokenizer = Tokenizer.from_file(args.encoder.removesuffix(".onnx") + "-tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    finder = Finder(Onnx(encoder, args.out), tokenizer)
    for question, text in EXAMPLES[language]:
        score, (start, end) = finder.find(question, text)
        found = {"question": question, "text": text, "answer": text[start:end], "score": round(score, 3)}
        kept.append({"language": language, **found})
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--encoder", required=True)
    options.add_argument("--reader", required=True, help=".pt that train.py wrote")
    options.add_argument("--out", required=True)
    options.add_argument("--examples", help="a JSON list to put what the model finds in the fixed examples into")
    args = options.parse_args()
    encoder = Encoder(args.encoder)
    saved = torch.load(args.reader)
    reader = Reader(encoder.hidden, len(saved["layers"].split(",")), dropout=0.0).eval()
    reader.load_state_dict(saved["state"])
    example = torch.randn(1, 16, encoder.hidden), torch.zeros(1, 16, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            OneRun(reader),
            example,
            whole,
            input_names=["words", "types"],
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in ("words", "types", "scores")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, args.out, per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(args.out)
    del model.metadata_props[:]
    table = encoder.word_table()
    for key, value in {**table, "dimensions": encoder.hidden, "positions": len(reader.positions)}.items():
        model.metadata_props.add(key=f"recto.{key}", value=str(value))
    onnx.save(model, args.out)
    if args.examples:
        write_examples(args, encoder)
    print(args.out, Path(args.out).stat().st_size, json.dumps(table))


if __name__ == "__main__":
    main()
