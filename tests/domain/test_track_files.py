"""Workflow files: ours is sound, and every fault of another is said with its line."""

import copy
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trackers.domain
from trackers.domain import errors
from trackers.domain.shipped import SHIPPED
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.texts import Bilingual
from trackers.domain.track_files import check_definition, read_definition
from trackers.domain.tracks import TrackCode

OURS = (Path(trackers.domain.__file__).parent / "tracks.toml").read_text(encoding="utf-8")


def changed(old: str, new: str, *, after: str = "") -> str:
    """Our file with one thing changed, the first one after `after`."""
    start = OURS.index(after)
    assert old in OURS[start:]
    return OURS[:start] + OURS[start:].replace(old, new, 1)


def faults(text: str) -> list[errors.TrackFault]:
    definition, found = check_definition(text)
    assert (definition is None) == bool(found)
    return found


def line_of(text: str, words: str, *, after: str = "") -> int:
    return text[: text.index(words, text.index(after))].count("\n") + 1


SIGNED = 'code = "signed"'
BROKEN = {
    "no TOML": (changed("version = 1", "version = "), errors.TracksUnreadable),
    "a hostile depth": ("version = " + "[" * 5000, errors.TracksUnreadable),
    "far too long": (OURS + "#" * 200_000, errors.TracksUnreadable),
    "a version that is none": (changed("version = 1", "version = true"), errors.TrackEntryWrong),
    "a slip of the pen": (changed("needs =", "need =", after=SIGNED), errors.TrackEntryUnknown),
    "no scope": (changed('scope = ["case"]', "", after=SIGNED), errors.TrackEntryMissing),
    "an empty scope": (changed('["case"]', "[]", after=SIGNED), errors.TrackEntryMissing),
    "a scope that is none": (changed('["case"]', '"case"', after=SIGNED), errors.TrackEntryWrong),
    "no stage": (changed('stage = "signed"', ""), errors.TrackEntryMissing),
    "an unknown stage": (changed('stage = "signed"', 'stage = "ký"'), errors.TrackEntryWrong),
    "an unknown class": (changed('public = "signed"', 'public = "x"'), errors.TrackEntryWrong),
    "a stage that is a list": (changed('stage = "signed"', "stage = [1]"), errors.TrackEntryWrong),
    "an unknown form": (changed('"supported"]', '"sold"]'), errors.TrackEntryWrong),
    "a flag that is none": (changed("may_be_na = true", "may_be_na = 1"), errors.TrackEntryWrong),
    "a code with a space": (changed(SIGNED, 'code = "da ky"'), errors.TrackEntryWrong),
    "no code": (changed(SIGNED, ""), errors.TrackEntryMissing),
    "needs that are no list": (changed('["agreed"]', '"agreed"'), errors.TrackEntryWrong),
    "words that are no table": (
        changed('name = { vi = "Quy trình mặc định", en = "Default workflow" }', 'name = "x"'),
        errors.TrackEntryWrong,
    ),
    "no words": (
        changed('name = { vi = "Quy trình mặc định", en = "Default workflow" }', ""),
        errors.TrackEntryMissing,
    ),
    "no English": (changed(', en = "Contacted"', ""), errors.TrackLanguageMissing),
    "a third language": (changed('en = "Contacted"', 'en = "C", fr = "x"'), errors.TrackEntryWrong),
    "words without end": (changed("Contacted", "C" * 301), errors.TrackEntryWrong),
    "no recovery": (OURS[: OURS.index("[recovery]")], errors.TrackEntryMissing),
    "recovery without steps": (
        OURS[: OURS.index("[[recovery.step]]")],
        errors.TrackEntryMissing,
    ),
    "steps that are no tables": (
        OURS[: OURS.index("[[recovery.step]]")] + 'step = ["a"]\n',
        errors.TrackEntryWrong,
    ),
    "steps without number": (
        OURS + OURS[OURS.index('[[recovery.step]]\ncode = "title"') :].replace("title", "x") * 100,
        errors.TrackEntryWrong,
    ),
    "a code twice": (changed('code = "surveyed"', 'code = "contacted"'), errors.StepTwice),
    "an unknown need": (changed('["agreed"]', '["agrred"]'), errors.NeedUnknown),
    "a circle": (
        changed("needs = []", 'needs = ["agreed"]', after='"contacted"'),
        errors.NeedsCircle,
    ),
    "a step behind a circle": (
        changed("needs = []", 'needs = ["agreed"]', after='"contacted"'),
        errors.StepUnreachable,
    ),
    "a project's step that waits for single cases": (
        changed("needs = []", 'needs = ["inventory"]', after='code = "posting"'),
        errors.StepUnreachable,
    ),
    "consent made public": (
        changed('public = "open"', 'public = "signed"', after='code = "agreed"'),
        errors.StageContradictsClass,
    ),
    "a handover hidden": (
        changed('public = "handed"', 'public = "signed"'),
        errors.StageContradictsClass,
    ),
    "a time limit nobody opens": (
        changed('opens = ["notice_wait"]', "opens = []"),
        errors.LimitUnopened,
    ),
    "no title": (
        OURS[: OURS.index('[[recovery.step]]\ncode = "title"')],
        errors.StepLacking,
    ),
    "a handover that may be left out": (
        changed('"handover"\n', '"handover"\nmay_be_na = true\n'),
        errors.StepLacking,
    ),
    "a handover that proves a signature": (
        changed('stage = "handed"', 'stage = "signed"').replace(
            'public = "handed"', 'public = "signed"', 1
        ),
        errors.StepMustFollow,
    ),
    "a gift handed over unsigned": (
        changed('needs = ["signed"]', 'needs = ["agreed"]'),
        errors.StepMustFollow,
    ),
    "a handover without handover": (
        changed('stage = "talk"\npublic = "open"', 'stage = "handed"\npublic = "handed"'),
        errors.StepMustFollow,
    ),
    "a meaning of no step": (
        changed('donation = "inventory"', 'donation = "flying"'),
        errors.MeaningWrong,
    ),
    "a meaning of the project's step": (
        changed('recovery = "inventory"', 'recovery = "plan"'),
        errors.MeaningWrong,
    ),
    "a meaning twice": (
        changed("[donation]", '[[same]]\ndonation = "title"\nrecovery = "inventory"\n\n[donation]'),
        errors.MeaningWrong,
    ),
    "a meaning that is no table": (
        OURS[: OURS.index("[[same]]")] + "same = 1\n" + OURS[OURS.index("[donation]") :],
        errors.TrackEntryWrong,
    ),
}


class TestFaults:
    @pytest.mark.parametrize("name", BROKEN)
    def test_every_fault_is_found(self, name):
        text, kind = BROKEN[name]
        assert kind in {type(one) for one in faults(text)}

    def test_our_own_file_has_none(self):
        assert not faults(OURS)
        assert read_definition(OURS).tracks == SHIPPED.tracks

    def test_the_first_fault_is_raised(self):
        with pytest.raises(errors.NeedUnknown):
            read_definition(BROKEN["an unknown need"][0])

    def test_the_line_is_that_of_the_entry(self):
        text = BROKEN["an unknown need"][0]
        (fault,) = faults(text)
        assert fault.values["line"] == line_of(text, '["agrred"]')
        assert fault.values["place"] == "donation.step “signed”"

    def test_what_is_not_there_has_the_line_of_its_step(self):
        text = changed('stage = "signed"\n', "")
        (fault,) = faults(text)
        assert fault.values["line"] == line_of(text, SIGNED) - 1
        assert fault.values["entry"] == "stage"

    def test_a_file_written_without_headers_is_read_too(self):
        place = changed('scope = ["case"]', 'scope = ["casse"]', after=SIGNED)
        inline = re.sub(r"\[\[\s*donation\.step\s*\]\]", "[[ donation . step ]]  # bước", place)
        (fault,) = faults(inline)
        assert fault.values["line"] == line_of(inline, "casse")

    def test_all_faults_are_told_in_the_order_of_the_lines(self):
        text = changed('["agreed"]', '["agrred"]').replace('"notice_wait"]', '"nothing"]', 1)
        lines = [one.values["line"] for one in faults(text)]
        assert len(lines) == 2
        assert lines == sorted(lines)


class TestBilingual:
    def test_a_text_keeps_its_english_when_it_is_copied(self):
        label = Bilingual("Đã ký", "Signed")
        for one in (copy.copy(label), copy.deepcopy(label)):
            assert (one, one.english) == ("Đã ký", "Signed")


# Graphs are drawn slowly on a machine that does much else.
CALM = settings(deadline=None, max_examples=50)
FIXED = {
    TrackCode.DONATION: (("signed", "signed", "signed"),),
    TrackCode.RECOVERY: (),
}
FREE = (("none", "open"), ("talk", "open"), ("agreed", "open"), ("signed", "signed"))


def written(steps: list[dict[str, object]], track: TrackCode) -> str:
    lines = [f"[{track.value}]", 'name = { vi = "Loại", en = "Kind" }']
    for step in steps:
        lines += ["", f"[[{track.value}.step]]"]
        lines += [f"{key} = {value}" for key, value in step.items()]
    return "\n".join(lines)


def a_step(code: str, needs: list[str], stage: str, public: str) -> dict[str, object]:
    words = f'{{ vi = "Bước {code}", en = "Step {code}" }}'
    return {
        "code": f'"{code}"',
        "name": words,
        "scope": '["case"]',
        "needs": str(needs).replace("'", '"'),
        "stage": f'"{stage}"',
        "public": f'"{public}"',
        "evidence": words,
    }


@st.composite
def graphs(draw):
    """Two random workflows that hold what each must: a step needs only earlier ones."""
    made = {}
    for track in TrackCode:
        looks = draw(st.lists(st.sampled_from(FREE), min_size=1, max_size=8))
        listed = [(f"s{n}", *look) for n, look in enumerate(looks)]
        listed += [*FIXED[track], ("handover", "handed", "handed"), ("title", "done", "handed")]
        steps = []
        for number, (code, stage, public) in enumerate(listed):
            before = [one for one, _, _ in listed[:number]]
            needs = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
            must = {"handover": "signed", "title": "handover"}.get(code)
            if must in before and must not in needs:
                needs.append(must)
            steps.append(a_step(code, needs, stage, public))
        made[track] = draw(st.permutations(steps))
    return made


def file_of(graph) -> str:
    head = 'version = 7\nname = { vi = "Thử", en = "Try" }\n\n'
    return head + "\n\n".join(written(steps, track) for track, steps in graph.items())


class TestLaws:
    @CALM
    @given(graphs())
    def test_a_sound_graph_passes_whatever_the_order_of_its_steps(self, graph):
        assert not faults(file_of(graph))

    @CALM
    @given(graphs(), st.data())
    def test_a_broken_one_is_explained_with_its_line(self, graph, data):
        track = data.draw(st.sampled_from(TrackCode))
        number = data.draw(st.integers(0, len(graph[track]) - 1))
        step = dict(graph[track][number])
        entry, value, kind = data.draw(
            st.sampled_from(
                [
                    ("needs", '["nobody"]', errors.NeedUnknown),
                    ("needs", f"[{step['code']}]", errors.NeedsCircle),
                    ("stage", '"x"', errors.TrackEntryWrong),
                    ("public", '"x"', errors.TrackEntryWrong),
                    ("name", '{ vi = "Bước" }', errors.TrackLanguageMissing),
                    ("code", f"{graph[track][number - 1]['code']}", errors.StepTwice),
                    ("scope", "[]", errors.TrackEntryMissing),
                ]
            )
        )
        graph[track] = list(graph[track])
        graph[track][number] = step | {entry: value}
        text = file_of(graph)
        found = [one for one in faults(text) if type(one) is kind]
        assert found
        if kind is not errors.TrackEntryMissing:
            assert text.splitlines()[found[0].values["line"] - 1].startswith((entry, "code"))

    @CALM
    @given(st.text(max_size=200))
    def test_whatever_is_in_the_file_it_is_a_fault_and_no_crash(self, text):
        assert faults(text)


def test_classes_and_stages_in_the_file_are_those_of_the_program():
    head = OURS[: OURS.index("\nversion = 1")]
    assert all(one.value in head for one in (*Stage, *PublicClass))
