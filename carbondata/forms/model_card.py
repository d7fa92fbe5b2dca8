"""The block `co2_eq_emissions` of a model card on the Hugging Face Hub.

Its emissions are in grams. Its keys are those of the Hub's documentation of model cards.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbondata.faces import shown
from carbondata.forms.prose import basis
from carbondata.forms.record import needs
from carbondata.text.numbers import in_digits

if TYPE_CHECKING:
    from carbondata.forms.made import Made

GRAMS_PER_TONNE = 1e6
# The two words of the Hub; any other activity is left out.
TRAINING_TYPES = {"training": "pre-training", "fine_tuning": "fine-tuning"}


def write(made: Made) -> str:
    """Write the block as the front matter of a card."""
    record = made.record
    needs(record, "model_card", "emissions_t")
    values = {
        "emissions": in_digits((record.emissions_t or 0) * GRAMS_PER_TONNE),
        "source": _text(basis(made)),
        "training_type": TRAINING_TYPES.get(record.activity or ""),
        "geographical_location": made.place and _text(made.place),
        "hardware_used": made.hardware and _text(made.hardware),
    }
    lines = [f"  {key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", "co2_eq_emissions:", *lines, "---"])


def _text(value: str) -> str:
    """Quote a text for YAML, of which JSON's strings are a part."""
    return shown(json.dumps(value, ensure_ascii=False))
