"""Writes bleu.json: pairs of sentences and what sacreBLEU says of them, without smoothing, for tests/browser/learn-scoring.test.js.

Needs sacrebleu: python3 tests/vectors/make_bleu.py > tests/vectors/bleu.json
"""

import json

import sacrebleu

PAIRS = [
    ("the cat sat on the mat .", "the cat sat on the mat ."),
    ("the cat sat on a mat .", "the cat sat on the mat ."),
    ("the the the the the the the", "the cat is on the mat"),
    ("on the mat the cat sat .", "the cat sat on the mat ."),
    ("il fait beau ce matin , mais il pleut ce soir .", "il fait beau ce matin , mais il pleuvra ce soir ."),
    ("a heron waits in the reeds", "a grey heron waits in the reeds by the water"),
    ("a grey heron waits in the reeds by the old water", "a grey heron waits in the reeds"),
    ("je suis chez moi .", "je suis à la maison ."),
]


def bleu(said, wanted):
    score = sacrebleu.corpus_bleu(
        [said], [[wanted]], smooth_method="none", tokenize="none", force=True, use_effective_order=False
    )
    return score.score / 100


print(
    json.dumps(
        {
            "sacrebleu": sacrebleu.__version__,
            "pairs": [{"said": said, "wanted": wanted, "bleu": bleu(said, wanted)} for said, wanted in PAIRS],
        },
        ensure_ascii=False,
        indent=2,
    )
)
