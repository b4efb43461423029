from hypothesis import given
from hypothesis import strategies as st

from trackers.domain.code_lists import read_codes

KNOWN = [f"XM-{number:03d}" for number in range(1, 150)] + ["HC-01"]
separators = st.sampled_from([", ", "; ", "\n", "\t", " ", " | ", " • ", "…", ".\r\n", ",,"])


def test_codes_are_read_whatever_parts_them_and_in_whatever_case():
    read = read_codes("xm-001; XM-002,\tXm-003\r\n(XM–004) • xm-001.", KNOWN)
    assert read.found == ("XM-001", "XM-002", "XM-003", "XM-004")
    assert read.unknown == ()


def test_unknown_codes_are_named_as_written():
    read = read_codes("XM-001, XM-1, ho Út", KNOWN)
    assert (read.found, read.unknown) == (("XM-001",), ("XM-1", "ho", "Út"))


def test_nothing_pasted_is_nothing_found():
    assert read_codes(" ;\n - ", KNOWN) == read_codes("", KNOWN)


@given(st.lists(st.sampled_from(KNOWN), unique=True), separators, st.booleans())
def test_every_pasted_code_is_found_in_its_order(codes, separator, lower):
    text = separator.join(codes)
    assert read_codes(text.lower() if lower else text, KNOWN).found == tuple(codes)
