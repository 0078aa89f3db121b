"""Fine-tune the encoder of issue types and write what is shipped of it.

    python -m bench.train_issue_encoder TRAIN.csv MODEL [--write] [--unseen CHANCES.npy]
        [--folds CHANCES.npy]

TRAIN.csv is the training file that train_issue_quality.py names. MODEL is a folder with
model.safetensors and vocab.txt of all-mpnet-base-v2. Needs torch and safetensors, which the
package does not; one thread, so that the same weights come out. ``--unseen`` fits five times without
one repository, keeps the probabilities in that file and prints how well the types
of its issues are told, alone and together with the linear model, and how both are read; ``--folds``
the same without a fifth of the issues of every repository. ``--write`` fits on all issues and writes
issue_encoder.npz. A fit takes ten minutes.

What is below the fitted layers is rounded as it is shipped before anything is fitted. Beside the
head that is shipped every repository has one of its own, added to it: so what is peculiar to one
need not be learnt for all.
"""

import argparse
import copy
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from bench import train_issue_quality as linear
from bench.issue_type_corpus import Array, folds, issues, read
from bench.issue_type_scores import show
from lifesigns.models.issue_quality.encoder import (
    FILE,
    HEADS,
    TINY,
    distances,
    load_encoder,
    packed,
    unpacked,
)
from lifesigns.models.issue_quality.wordpiece import LENGTH, pieces

LAYERS, FITTED = 8, 2
EPOCHS, BATCH = 3, 16
RATE, HEAD_RATE = 1e-4, 2e-3
LOWER = 0.7
"""The rate of a fitted layer, as a part of that of the one above it."""
OWN_HEADS = 0.5
"""How much of the loss is that of the heads of the repositories."""
SMOOTHING, DROPOUT, HEAD_DROPOUT = 0.1, 0.1, 0.2
WARMING = 0.1
CHECKED = 10
"""What is written is held against what was fitted on every so manieth issue."""
FIFTHS = 5
FIRST_PLACE = 2
"""Where the embeddings of places begin."""
MARKS = {"[CLS]": "<s>", "[SEP]": "</s>"}
"""The names that ``wordpiece`` gives to the marks of beginning and end, and theirs here."""
PARTS = {
    "mixing": ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "merging": ("attention.attn.o",),
    "widening": ("intermediate.dense",),
    "narrowing": ("output.dense",),
}
GAINS = {"after_attention": "attention.LayerNorm", "after_all": "output.LayerNorm"}


class Layer(nn.Module):
    """One layer of the encoder, for fitting; as shipped if ``rounds``."""

    def __init__(self, width: int, weights: dict[str, Tensor], prefix: str, rounds: bool) -> None:
        super().__init__()
        self.parts = nn.ModuleDict()
        for name, sources in PARTS.items():
            weight = torch.cat([weights[f"{prefix}{one}.weight"] for one in sources])
            self.parts[name] = nn.Linear(weight.shape[1], weight.shape[0])
            self.parts[name].weight.data = rounded(weight) if rounds else weight
            self.parts[name].bias.data = torch.cat([weights[f"{prefix}{n}.bias"] for n in sources])
        for name, source in GAINS.items():
            self.parts[name] = nn.LayerNorm(width, eps=TINY)
            self.parts[name].weight.data = weights[f"{prefix}{source}.weight"]
            self.parts[name].bias.data = weights[f"{prefix}{source}.bias"]

    def forward(self, states: Tensor, nearness: Tensor) -> Tensor:
        """States [issues, pieces, width]; ``nearness`` is added to the likeness of pieces."""
        issues, n, width = states.shape
        mixed = self.parts["mixing"](states).view(issues, n, 3, HEADS, width // HEADS)
        queries, keys, values = mixed.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=nearness)
        merged = self.parts["merging"](found.transpose(1, 2).reshape(issues, n, width))
        states = self.parts["after_attention"](states + self._dropped(merged))
        wide = functional.gelu(self.parts["widening"](states), approximate="tanh")
        return self.parts["after_all"](states + self._dropped(self.parts["narrowing"](wide)))

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, DROPOUT, self.training)


class Top(nn.Module):
    """The last layers and the heads: all that is fitted."""

    def __init__(self, model: "Model", repositories: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(one) for one in model.layers[-FITTED:])
        self.nearness = model.nearness
        self.head = nn.Linear(model.width, 3)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        self.own = nn.Parameter(torch.zeros(repositories, 3, model.width))
        self.own_bias = nn.Parameter(torch.zeros(repositories, 3))

    def forward(self, states: Tensor, there: Tensor, homes: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the classes: by the head of all, and with that of the repository added."""
        n = states.shape[1]
        nearness = self.nearness[None, :, :n, :n].expand(len(states), -1, -1, -1)
        nearness = nearness.masked_fill(~there[:, None, None, :], -1e9)
        for layer in self.layers:
            states = layer(states, nearness)
        mean = (states * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        mean = functional.dropout(mean, HEAD_DROPOUT, self.training)
        scores = self.head(mean)
        added = torch.einsum("nd,ncd->nc", mean, self.own[homes]) + self.own_bias[homes]
        return scores, scores + added

    def groups(self) -> list[dict[str, Any]]:
        """The parameters with their rates."""
        heads = [*self.head.parameters(), self.own, self.own_bias]
        rates = [RATE * LOWER**above for above in reversed(range(FITTED))]
        layers = [
            {"params": list(layer.parameters()), "lr": rate}
            for layer, rate in zip(self.layers, rates, strict=True)
        ]
        return [*layers, {"params": heads, "lr": HEAD_RATE}]


class Model:
    """The given weights: embeddings and the layers kept, those not fitted as they are shipped."""

    def __init__(self, folder: Path) -> None:
        found = load_file(folder / "model.safetensors")
        weights = {name: value.float() for name, value in found.items()}
        self.order = (folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
        for ours, theirs in MARKS.items():
            at, other = self.order.index(theirs), self.order.index(ours)
            self.order[at], self.order[other] = ours, theirs
        self.vocabulary = {word: number for number, word in enumerate(self.order)}
        self.words = rounded(weights["embeddings.word_embeddings.weight"])
        places = weights["embeddings.position_embeddings.weight"]
        self.places = places[FIRST_PLACE : FIRST_PLACE + LENGTH]
        self.width = self.words.shape[1]
        self.distances = weights["encoder.relative_attention_bias.weight"]
        self.nearness = self.distances[torch.tensor(distances(LENGTH))].permute(2, 0, 1)
        self.first = nn.LayerNorm(self.width, eps=TINY)
        self.first.weight.data = weights["embeddings.LayerNorm.weight"]
        self.first.bias.data = weights["embeddings.LayerNorm.bias"]
        self.layers = [
            Layer(self.width, weights, f"encoder.layer.{at}.", at < LAYERS - FITTED).eval()
            for at in range(LAYERS)
        ]

    @torch.no_grad()
    def below(self, numbers: list[int]) -> Tensor:
        """States of one issue below the layers that are fitted."""
        n = len(numbers)
        states = self.first(self.words[numbers] + self.places[:n])[None]
        for layer in self.layers[:-FITTED]:
            states = layer(states, self.nearness[None, :, :n, :n])
        return states[0]


def rounded(weights: Tensor) -> Tensor:
    """Weights as they are read from the shipped file."""
    return torch.tensor(unpacked(*packed(weights.numpy())))


def filled(states: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Issues of different length as one block, and which of its places hold pieces."""
    block = nn.utils.rnn.pad_sequence(states, batch_first=True)
    lengths = torch.tensor([len(one) for one in states])
    return block, torch.arange(block.shape[1])[None, :] < lengths[:, None]


def fit(model: Model, states: list[Tensor], corpus: linear.Corpus, rows: Array) -> Top:
    """Fit the last layers and the heads on the issues at ``rows``."""
    torch.manual_seed(1)
    chance = np.random.default_rng(0)
    kinds, homes = torch.tensor(corpus.kinds), torch.tensor(repositories(corpus))
    top = Top(model, int(homes.max()) + 1).train()
    optimiser = torch.optim.AdamW(top.groups(), weight_decay=0.01)
    steps = EPOCHS * -(-len(rows) // BATCH)

    def pace(step: int) -> float:
        return min((step + 1) / (steps * WARMING), (steps - step) / (steps * (1 - WARMING)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    for _ in range(EPOCHS):
        for batch in batches(chance.permutation(rows), states, chance):
            scores = top(*filled([states[row] for row in batch]), homes[batch])
            shared, own = (
                functional.cross_entropy(one, kinds[batch], label_smoothing=SMOOTHING)
                for one in scores
            )
            loss = (1 - OWN_HEADS) * shared + OWN_HEADS * own
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
    anywhere = torch.zeros(1, dtype=torch.long)
    scores = [top(*filled([one]), anywhere)[0] for one in states]
    return torch.cat(scores).softmax(1).double().numpy()


def repositories(corpus: linear.Corpus) -> NDArray[np.intp]:
    """The repository of every issue, as a number."""
    found: NDArray[np.intp] = np.unique(corpus.repositories, return_inverse=True)[1]
    return found


def arrays(model: Model, top: Top) -> dict[str, Any]:
    """What is shipped, as ``encoder.from_arrays`` reads it."""
    found: dict[str, Any] = {
        "vocabulary": np.frombuffer("\n".join(model.order).encode(), dtype=np.uint8),
        "layers": np.array(LAYERS),
        "places": model.places.numpy().astype(np.float16),
        "nearness": model.distances.numpy(),
        "first.gain": model.first.weight.detach().numpy(),
        "first.bias": model.first.bias.detach().numpy(),
        "head": top.head.weight.detach().numpy(),
        "head.bias": top.head.bias.detach().numpy(),
    }
    found["words.packed"], found["words.scales"] = packed(model.words.numpy())
    for at, layer in enumerate([*model.layers[:-FITTED], *top.layers]):
        for name, part in layer.parts.items():
            weight = part.weight.detach().numpy()
            found[f"{at}.{name}.bias"] = part.bias.detach().numpy()
            if name in GAINS:
                found[f"{at}.{name}.gain"] = weight
            else:
                found[f"{at}.{name}.packed"], found[f"{at}.{name}.scales"] = packed(weight)
    return found


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--unseen", type=Path, metavar="CHANCES.npy")
    parser.add_argument("--folds", type=Path, metavar="CHANCES.npy")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    texts = [(issue["title"], issue["body"]) for issue in issues(chosen.train)]
    model, corpus = Model(chosen.model), read(chosen.train)
    states = [model.below(pieces(*text, model.vocabulary)) for text in texts]
    if chosen.unseen is not None:
        np.save(chosen.unseen, left_out(model, states, corpus, repositories(corpus)))
    if chosen.folds is not None:
        np.save(chosen.folds, left_out(model, states, corpus, folds(corpus, 0) % FIFTHS))
    if chosen.write:
        top = fit(model, states, corpus, np.arange(len(texts)))
        np.savez(linear.HOME / FILE, **arrays(model, top))
        load_encoder.cache_clear()
        checked = range(0, len(texts), CHECKED)
        shipped = np.array([load_encoder().chances(*texts[row]) for row in checked])
        gap = np.abs(shipped - chances(top, [states[row] for row in checked]))
        print(f"rounding changes a probability by {gap.mean():.4f}, at most {gap.max():.3f}")


def left_out(
    model: Model, states: list[Tensor], corpus: linear.Corpus, groups: NDArray[np.intp]
) -> Array:
    """The encoder's probabilities for groups that neither model has seen; prints how right."""
    alone = np.zeros((len(states), 3))
    for group in np.unique(groups):
        top = fit(model, states, corpus, np.flatnonzero(groups != group))
        inside = np.flatnonzero(groups == group)
        alone[inside] = chances(top, [states[row] for row in inside])
    values = linear.cross_validate(corpus, groups, linear.WORDS)
    lone = linear.lone_traces(corpus)
    words = linear.read_scores(values, corpus).chances(values, lone)
    show("words", corpus, words.argmax(1))
    show("encoder", corpus, alone.argmax(1))
    for below, share in product((0.6, 0.7, 0.8, 0.9, 1.1), (0.4, 0.5, 0.6)):
        mean = (1 - share) * words + share * alone
        asked = (words.max(1) < below) & ~lone
        both = np.where(asked[:, None], mean, words)
        right = both[np.arange(len(both)), corpus.kinds]
        print(f"share {share} where words are less sure than {below}, {asked.mean():.2f} asked,")
        print(f"  mean log-loss {-np.log(right).mean():.3f}", end=", ")
        print(linear.doubt(both, corpus, linear.LEAST[linear.WORDS]))
        if {"asked_below": below, "share": share} == linear.SECOND_OPINION:
            show("both, as shipped", corpus, both.argmax(1))
    return alone


if __name__ == "__main__":
    main()
