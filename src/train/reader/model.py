"""The reader: BERT layers over question and window, with a start and an end score for every token.

It begins as some of the layers of the encoder that Recto ships, dequantised from its int8 ONNX file. The word embeddings stay the
encoder's own table, frozen, so that the exported reader need not hold them: it takes them as input.
"""

import hashlib

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

POSITIONS = 192
"""Tokens of one run at most: [CLS] question [SEP] window [SEP]."""


class Encoder:
    """The weights of an int8 encoder as ONNX Runtime's dynamic quantisation wrote them."""

    def __init__(self, path):
        self.bytes = open(path, "rb").read()
        graph = onnx.load_from_string(self.bytes).graph
        self.raw = {i.name: i for i in graph.initializer}
        products = [n for n in graph.node if n.op_type == "MatMulInteger"]
        self.products = [n.input[1].removesuffix("_quantized") for n in products]
        self.layers = len(self.products) // 6
        self.hidden = self.array("embeddings.LayerNorm.weight").shape[0]

    def array(self, name):
        return numpy_helper.to_array(self.raw[name])

    def dequantised(self, name):
        values, zero = self.array(name + "_quantized"), self.array(name + "_zero_point")
        return (values.astype(np.float32) - zero.astype(np.float32)) * self.array(name + "_scale")

    def layer(self, i):
        """Returns the layer's six matrices by name; the graph computes key after query and value after key."""
        names = ["query", "key", "value", "attention_output", "intermediate", "output"]
        return dict(zip(names, (self.dequantised(p).T for p in self.products[6 * i : 6 * i + 6])))

    def word_table(self):
        """Returns where the table of word embeddings lies in the file, its SHA-256, scale and zero point."""
        name = "embeddings.word_embeddings.weight"
        values = self.raw[name + "_quantized"].raw_data
        return {
            "offset": self.bytes.find(values),
            "length": len(values),
            "sha256": hashlib.sha256(values).hexdigest(),
            "scale": float(self.array(name + "_scale")),
            "zeroPoint": int(self.array(name + "_zero_point")),
        }


class Layer(nn.Module):
    def __init__(self, hidden, dropout):
        super().__init__()
        self.heads = 12 if hidden == 384 else 8
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.attention_output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.intermediate = nn.Linear(hidden, 4 * hidden)
        self.output = nn.Linear(4 * hidden, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, bias):
        n, length, hidden = x.shape
        split = lambda t: t.view(n, length, self.heads, hidden // self.heads).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / (hidden // self.heads) ** 0.5 + bias
        mixed = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(n, length, hidden)
        x = self.attention_norm(x + self.dropout(self.attention_output(mixed)))
        return self.output_norm(x + self.dropout(self.output(F.gelu(self.intermediate(x)))))


class Reader(nn.Module):
    """Scores tokens as the answer's first and last; position 0 ([CLS]) stands for no answer."""

    def __init__(self, hidden, layers, dropout=0.1):
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(POSITIONS, hidden))
        self.types = nn.Parameter(torch.zeros(2, hidden))
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, dropout) for _ in range(layers))
        self.head = nn.Linear(hidden, 2)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words, types, mask):
        """Takes word embeddings (n, length, hidden), types and mask (n, length); returns scores (n, length, 2)."""
        x = words + self.positions[: words.shape[1]] + F.embedding(types, self.types)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(x)

    @staticmethod
    def of(encoder, chosen, dropout=0.1):
        """Returns a reader whose layers are the chosen ones of the encoder; its head is new."""
        reader = Reader(encoder.hidden, len(chosen), dropout)
        tensor = lambda a: torch.tensor(np.ascontiguousarray(a))
        state = {
            "positions": tensor(encoder.dequantised("embeddings.position_embeddings.weight")[:POSITIONS]),
            "types": tensor(encoder.dequantised("embeddings.token_type_embeddings.weight")),
            "norm.weight": tensor(encoder.array("embeddings.LayerNorm.weight")),
            "norm.bias": tensor(encoder.array("embeddings.LayerNorm.bias")),
        }
        biases = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attention_output": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "intermediate": "intermediate.dense",
            "output": "output.dense",
            "output_norm": "output.LayerNorm",
        }
        for to, source in enumerate(chosen):
            for name, weight in encoder.layer(source).items():
                state[f"layers.{to}.{name}.weight"] = tensor(weight)
            for name, theirs in biases.items():
                state[f"layers.{to}.{name}.bias"] = tensor(encoder.array(f"encoder.layer.{source}.{theirs}.bias"))
                if name.endswith("norm"):
                    key = f"encoder.layer.{source}.{theirs}.weight"
                    state[f"layers.{to}.{name}.weight"] = tensor(encoder.array(key))
        missing, unexpected = reader.load_state_dict(state, strict=False)
        assert not unexpected and set(missing) == {"head.weight", "head.bias"}, (missing, unexpected)
        return reader


def word_embeddings(encoder):
    """Returns the encoder's table of word embeddings, a frozen float tensor (tokens, hidden)."""
    return torch.tensor(encoder.dequantised("embeddings.word_embeddings.weight"))
