"""Trains the reader of one language on the CPU; README.md has the command."""

import argparse
import json
import random
import time

import torch
from tokenizers import Tokenizer

from examples import Builder
from model import Encoder, Reader, word_embeddings
from sources import all_of


def batches(examples, size, chance):
    """Returns batches of examples of like length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]) + chance.random() * 12)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(groups)
    return [[examples[i] for i in group] for group in groups]


def tensors(batch):
    longest = max(len(e[0]) for e in batch)
    ids, types, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    targets = torch.zeros(len(batch), longest, 2, dtype=torch.bool)
    for row, (tokens, kinds, starts, ends) in enumerate(batch):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        types[row, : len(tokens)] = torch.tensor(kinds)
        mask[row, : len(tokens)] = 1
        targets[row, starts, 0] = True
        targets[row, ends, 1] = True
    return ids, types, mask, targets


def loss_of(scores, types, mask, targets):
    """Negative log of the probability of all right starts, and ends; the question's tokens cannot be either."""
    possible = (types == 1) & (mask == 1)
    possible[:, 0] = True
    scores = scores.masked_fill(~possible[..., None], -1e4)
    chances = scores.log_softmax(1).masked_fill(~targets, -1e4)
    return -chances.logsumexp(1).mean()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("language", choices=["en", "zh"])
    options.add_argument("--encoder", required=True, help="the encoder's .onnx; its tokenizer is beside it")
    options.add_argument("--sources", required=True, help="folder of the training sets")
    options.add_argument("--out", required=True)
    options.add_argument("--layers", default="0,1,2,3")
    options.add_argument("--frozen", type=int, default=1, help="layers at the bottom that stay the encoder's")
    options.add_argument("--rate", type=float, default=1.2e-4)
    options.add_argument("--minutes", type=float, default=45)
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--batch", type=int, default=12)
    options.add_argument("--size", type=int, default=104)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--start", help="a reader to go on from")
    args = options.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    chance = random.Random(args.seed)
    encoder = Encoder(args.encoder)
    words = word_embeddings(encoder)
    tokenizer = Tokenizer.from_file(args.encoder.removesuffix(".onnx") + "-tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    questions = all_of(args.language, args.sources)
    builder = Builder(args.language, tokenizer, questions, args.size, args.seed)
    plan = [b for _ in range(args.epochs) for b in batches(builder.epoch(), args.batch, chance)]
    print(len(questions), "questions,", len(plan), "batches", flush=True)

    reader = Reader.of(encoder, [int(i) for i in args.layers.split(",")], dropout=0.0)
    if args.start:
        reader.load_state_dict(torch.load(args.start)["state"])
    reader.train()
    for parameter in [reader.positions, reader.types, *reader.norm.parameters()]:
        parameter.requires_grad = False
    for layer in reader.layers[: args.frozen]:
        layer.requires_grad_(False)
    head = list(reader.head.parameters())
    body = [p for name, p in reader.named_parameters() if not name.startswith("head") and p.requires_grad]
    groups = [
        {"params": [p for p in body if p.dim() > 1], "weight_decay": 0.01, "times": 1},
        {"params": [p for p in body if p.dim() <= 1], "weight_decay": 0.0, "times": 1},
        {"params": head, "weight_decay": 0.0, "times": 5},
    ]
    optimiser = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98))
    began, total, seen = time.time(), len(plan), 0.0
    step = 0
    for step, batch in enumerate(plan):
        done = max(step / total, (time.time() - began) / (60 * args.minutes))
        if done >= 1:
            break
        rate = args.rate * min(1.0, (step + 1) / 100) * (1 - done)
        for group in optimiser.param_groups:
            group["lr"] = rate * group["times"]
        ids, types, mask, targets = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            scores = reader(words[ids], types, mask)
        loss = loss_of(scores.float(), types, mask, targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        seen = loss.item() if step == 0 else 0.98 * seen + 0.02 * loss.item()
        if step % 50 == 0:
            print(f"{step}/{total} loss {seen:.3f} {(time.time() - began) / 60:.1f} min", flush=True)
        if step % 400 == 399:
            torch.save({"state": reader.state_dict(), "layers": args.layers, "step": step}, args.out)
    torch.save({"state": reader.state_dict(), "layers": args.layers, "step": step}, args.out)
    print(json.dumps({**vars(args), "steps": step, "loss": seen, "minutes": (time.time() - began) / 60}))


if __name__ == "__main__":
    main()
