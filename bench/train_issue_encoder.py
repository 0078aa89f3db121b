"""Fine-tune the encoder of issue types and write what is shipped of it.

    python bench/train_issue_encoder.py TRAIN.csv MODEL [--write] [--unseen CHANCES.npy]

TRAIN.csv is the training file that train_issue_quality.py names. MODEL is a folder with
model.safetensors and tokenizer.json of all-MiniLM-L6-v2. Needs torch and safetensors, which the
package does not; one thread, so that the same weights come out. ``--unseen`` fits five times without
one repository, keeps the probabilities in that file and prints how well the types
of its issues are told, alone and together with the linear model, and how both are read. ``--write``
fits on all issues and writes issue_encoder.npz.
"""

import argparse
import copy
import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
import train_issue_quality as linear
from issue_type_corpus import Array, issues, read
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from lifesigns.models.issue_quality.encoder import FILE, HEADS, load_encoder, packed
from lifesigns.models.issue_quality.wordpiece import LENGTH, pieces

LAYERS = 4
EPOCHS, BATCH = 3, 16
RATE, HEAD_RATE = 2e-4, 4e-3
SMOOTHING, DROPOUT, HEAD_DROPOUT = 0.1, 0.1, 0.2
WARMING = 0.1
CHECKED = 10
"""What is written is held against what was fitted on every so manieth issue."""
TINY = 1e-12
PARTS = {
    "mixing": "attention.self.{}",
    "merging": "attention.output.dense",
    "widening": "intermediate.dense",
    "narrowing": "output.dense",
}
GAINS = {"after_attention": "attention.output.LayerNorm", "after_all": "output.LayerNorm"}


class Layer(nn.Module):
    """One layer of the encoder, for fitting."""

    def __init__(self, width: int, weights: dict[str, Tensor], prefix: str) -> None:
        super().__init__()
        self.parts = nn.ModuleDict()
        for name, source in PARTS.items():
            names = [source.format(s) for s in ("query", "key", "value")]
            names = names if name == "mixing" else [source]
            weight = torch.cat([weights[f"{prefix}{one}.weight"] for one in names])
            self.parts[name] = nn.Linear(weight.shape[1], weight.shape[0])
            self.parts[name].weight.data = weight
            self.parts[name].bias.data = torch.cat([weights[f"{prefix}{n}.bias"] for n in names])
        for name, source in GAINS.items():
            self.parts[name] = nn.LayerNorm(width, eps=TINY)
            self.parts[name].weight.data = weights[f"{prefix}{source}.weight"]
            self.parts[name].bias.data = weights[f"{prefix}{source}.bias"]

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        """States [issues, pieces, width]; ``there`` tells the pieces from the filling."""
        issues, n, width = states.shape
        mixed = self.parts["mixing"](states).view(issues, n, 3, HEADS, width // HEADS)
        queries, keys, values = mixed.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=there[:, None, None, :]
        )
        merged = self.parts["merging"](found.transpose(1, 2).reshape(issues, n, width))
        states = self.parts["after_attention"](states + self._dropped(merged))
        wide = functional.gelu(self.parts["widening"](states), approximate="tanh")
        return self.parts["after_all"](states + self._dropped(self.parts["narrowing"](wide)))

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, DROPOUT, self.training)


class Top(nn.Module):
    """The last layer and the head: all that is fitted."""

    def __init__(self, layer: Layer, width: int) -> None:
        super().__init__()
        self.layer, self.head = copy.deepcopy(layer), nn.Linear(width, 3)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        """Scores of the three classes."""
        states = self.layer(states, there) * there[:, :, None]
        mean = states.sum(1) / there.sum(1, keepdim=True)
        return self.head(functional.dropout(mean, HEAD_DROPOUT, self.training))


class Model:
    """The given weights: embeddings and the layers kept."""

    def __init__(self, folder: Path) -> None:
        found = load_file(folder / "model.safetensors")
        weights = {name.removeprefix("bert."): value.float() for name, value in found.items()}
        words = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
        self.vocabulary: dict[str, int] = words
        self.words = weights["embeddings.word_embeddings.weight"]
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.places = weights["embeddings.position_embeddings.weight"][:LENGTH] + kind
        self.width = self.words.shape[1]
        self.first = nn.LayerNorm(self.width, eps=TINY)
        self.first.weight.data = weights["embeddings.LayerNorm.weight"]
        self.first.bias.data = weights["embeddings.LayerNorm.bias"]
        self.layers = [
            Layer(self.width, weights, f"encoder.layer.{at}.").eval() for at in range(LAYERS)
        ]

    @torch.no_grad()
    def below(self, numbers: list[int]) -> Tensor:
        """States of one issue below the layer that is fitted."""
        states = self.first(self.words[numbers] + self.places[: len(numbers)])[None]
        there = torch.ones(1, len(numbers), dtype=torch.bool)
        for layer in self.layers[:-1]:
            states = layer(states, there)
        return states[0]


def filled(states: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Issues of different length as one block, and which of its places hold pieces."""
    block = nn.utils.rnn.pad_sequence(states, batch_first=True)
    lengths = torch.tensor([len(one) for one in states])
    return block, torch.arange(block.shape[1])[None, :] < lengths[:, None]


def fit(model: Model, states: list[Tensor], kinds: Tensor, rows: Array) -> Top:
    """Fit the last layer and the head on the issues at ``rows``."""
    torch.manual_seed(1)
    chance = np.random.default_rng(0)
    top = Top(model.layers[-1], model.width).train()
    groups = [
        {"params": top.layer.parameters(), "lr": RATE},
        {"params": top.head.parameters(), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * -(-len(rows) // BATCH)

    def pace(step: int) -> float:
        return min((step + 1) / (steps * WARMING), (steps - step) / (steps * (1 - WARMING)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    for _ in range(EPOCHS):
        for batch in batches(chance.permutation(rows), states, chance):
            scores = top(*filled([states[row] for row in batch]))
            loss = functional.cross_entropy(scores, kinds[batch], label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(top.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return top.eval()


def batches(rows: Array, states: list[Tensor], chance: np.random.Generator) -> list[list[int]]:
    """Issues of like length together, within eight batches' worth of the given order."""
    found: list[list[int]] = []
    for start in range(0, len(rows), BATCH * 8):
        near = sorted(rows[start : start + BATCH * 8].tolist(), key=lambda row: len(states[row]))
        found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    return [found[at] for at in chance.permutation(len(found))]


@torch.no_grad()
def chances(top: Top, states: list[Tensor]) -> Array:
    """Probabilities of the classes, one row an issue."""
    return torch.cat([top(*filled([one])).softmax(1) for one in states]).double().numpy()


def arrays(model: Model, top: Top) -> dict[str, Any]:
    """What is shipped, as ``encoder.from_arrays`` reads it."""
    order = sorted(model.vocabulary, key=model.vocabulary.__getitem__)
    found: dict[str, Any] = {
        "vocabulary": np.frombuffer("\n".join(order).encode(), dtype=np.uint8),
        "layers": np.array(LAYERS),
        "places": model.places.numpy().astype(np.float16),
        "first.gain": model.first.weight.detach().numpy(),
        "first.bias": model.first.bias.detach().numpy(),
        "head": top.head.weight.detach().numpy(),
        "head.bias": top.head.bias.detach().numpy(),
    }
    found["words.packed"], found["words.scales"] = packed(model.words.numpy())
    for at, layer in enumerate([*model.layers[:-1], top.layer]):
        for name, part in layer.parts.items():
            weight = part.weight.detach().numpy()
            found[f"{at}.{name}.bias"] = part.bias.detach().numpy()
            if name in GAINS:
                found[f"{at}.{name}.gain"] = weight
            else:
                scales = np.abs(weight).max(1) / 127
                found[f"{at}.{name}.scales"] = scales
                found[f"{at}.{name}.levels"] = np.rint(weight / scales[:, None]).astype(np.int8)
    return found


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--unseen", type=Path, metavar="CHANCES.npy")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    texts = [(issue["title"], issue["body"]) for issue in issues(chosen.train)]
    model, corpus = Model(chosen.model), read(chosen.train)
    states = [model.below(pieces(*text, model.vocabulary)) for text in texts]
    kinds = torch.tensor(corpus.kinds)
    if chosen.unseen is not None:
        np.save(chosen.unseen, unseen(model, states, corpus))
    if chosen.write:
        top = fit(model, states, kinds, np.arange(len(texts)))
        np.savez(linear.HOME / FILE, **arrays(model, top))
        load_encoder.cache_clear()
        checked = range(0, len(texts), CHECKED)
        shipped = np.array([load_encoder().chances(*texts[row]) for row in checked])
        gap = np.abs(shipped - chances(top, [states[row] for row in checked]))
        print(f"rounding changes a probability by {gap.mean():.4f}, at most {gap.max():.3f}")


def unseen(model: Model, states: list[Tensor], corpus: linear.Corpus) -> Array:
    """The encoder's probabilities for repositories that neither model has seen; prints how right."""
    groups = np.unique(corpus.repositories, return_inverse=True)[1]
    alone = np.zeros((len(states), 3))
    for group in np.unique(groups):
        rows = np.flatnonzero(groups != group)
        top = fit(model, states, torch.tensor(corpus.kinds), rows)
        inside = np.flatnonzero(groups == group)
        alone[inside] = chances(top, [states[row] for row in inside])
    values = linear.cross_validate(corpus, groups, linear.WORDS)
    lone = linear.lone_traces(corpus)
    words = linear.read_scores(values, corpus).chances(values, lone)
    linear.show("words", corpus, words.argmax(1))
    linear.show("encoder", corpus, alone.argmax(1))
    for below, share in product((0.5, 0.6, 0.7, 0.8, 1.1), (0.3, 0.4, 0.5)):
        mean = (1 - share) * words + share * alone
        asked = (words.max(1) < below) & ~lone
        both = np.where(asked[:, None], mean, words)
        right = both[np.arange(len(both)), corpus.kinds]
        print(f"share {share} where words are less sure than {below}, {asked.mean():.2f} asked,")
        print(f"  mean log-loss {-np.log(right).mean():.3f}", end=", ")
        print(linear.doubt(both, corpus, linear.LEAST[linear.WORDS]))
        if {"asked_below": below, "share": share} == linear.SECOND_OPINION:
            linear.show("both, as shipped", corpus, both.argmax(1))
    return alone


if __name__ == "__main__":
    main()
