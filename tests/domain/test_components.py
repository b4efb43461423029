import math
from dataclasses import replace

import pytest

from trackers.domain import errors
from trackers.domain.components import Component, ComponentKind, Form, check_component

FENCE = Component(ComponentKind.FENCE, Form.SUPPORTED, 14, "m", 4_900_000, "Lưới B40")


@pytest.mark.parametrize("kind", ComponentKind)
def test_every_kind_has_words_and_a_usual_unit(kind):
    assert kind.label
    check_component(Component(kind, Form.UNDECIDED, 1, kind.unit))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"quantity": 0}, errors.QuantityWrong),
        ({"quantity": -1}, errors.QuantityWrong),
        ({"quantity": math.nan}, errors.QuantityWrong),
        ({"quantity": math.inf}, errors.QuantityWrong),
        ({"amount_vnd": -1}, errors.QuantityWrong),
        ({"amount_vnd": 10**15}, errors.QuantityWrong),
        ({"unit": " "}, errors.TextMissing),
        ({"unit": "m" * 21}, errors.TextTooLong),
        ({"note": "a" * 301}, errors.TextTooLong),
    ],
)
def test_what_cannot_be_is_refused(wrong, error):
    check_component(FENCE)
    with pytest.raises(error):
        check_component(replace(FENCE, **wrong))
