"""PP-OCRv6's recogniser with the letters that European documents are written in, and none of the 18,000 others.

The model weighs every letter it knows at every step along a line: Chinese, Japanese and pictures take an eighth of its
time, and now and then the place of a digit. Its last layer is cut down to the letters that count, in memory, from the
file in the wheel; nothing else of it changes.
"""

import unicodedata

import numpy as np
import onnx
from onnx import numpy_helper

_CHARACTERS = "character"  # the entry of the model's metadata that names them, in the order of its outputs
_BLANKS = 2  # outputs beside the characters: none at all, the first, and a space, the last
_LATIN = range(0x20, 0x180)
_GREEK = range(0x391, 0x3CA)
_PUNCTUATION = range(0x2010, 0x2045)
_FURTHER = frozenset("ȘșȚțẞ№™℮−≤≥✓☐☑")


def cut_down(content: bytes) -> bytes:
    """The model without the outputs of other letters. Raises ValueError when it is not of the known shape."""
    model = onnx.load_from_string(content)
    named = next((entry for entry in model.metadata_props if entry.key == _CHARACTERS), None)
    if named is None:
        raise ValueError("The model does not name its characters.")
    characters = named.value.splitlines()
    kept = [index for index, character in enumerate(characters) if is_european(character)]
    outputs = [0, *(index + 1 for index in kept), len(characters) + 1]
    _keep_outputs(model, len(characters) + _BLANKS, outputs)
    named.value = "\n".join(characters[index] for index in kept)
    return bytes(model.SerializeToString())


def is_european(character: str) -> bool:
    """Whether documents of Europe have it; the wide forms of Latin letters too, which the model likes for punctuation.

    >>> [is_european(one) for one in "aČß€№：中"]
    [True, True, True, True, True, True, False]
    """
    if len(character) != 1:
        return False
    by_code = any(ord(character) in letters for letters in (_LATIN, _GREEK, _PUNCTUATION))
    is_wide = unicodedata.name(character, "").startswith("FULLWIDTH")
    return by_code or is_wide or character in _FURTHER or unicodedata.category(character) == "Sc"


def _keep_outputs(model: onnx.ModelProto, count: int, outputs: list[int]) -> None:
    """Cut the weights and biases of the last layer, and forget what the model says of its shapes."""
    layers = [weights for weights in model.graph.initializer if count in weights.dims]
    if not layers:
        raise ValueError("The model's last layer does not fit its characters.")
    for weights in layers:
        cut = np.ascontiguousarray(numpy_helper.to_array(weights)[..., outputs])
        weights.CopyFrom(numpy_helper.from_array(cut, weights.name))
    del model.graph.value_info[:]
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[-1].Clear()
