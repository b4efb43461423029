"""What a template may say is decided before it is run."""

import time

import pytest

from trackers.domain.paper_errors import FieldMisplaced, FieldUnknown, TagWrong
from trackers.domain.papers import PAPERS, Paper
from trackers.services.word_files.filling import read_template
from trackers.words.errors import sentence

FIELDS = PAPERS[Paper.MINUTES]


def read(data):
    return read_template(data, "mau.docx", FIELDS)


class TestAllowed:
    def test_the_fields_that_are_named_are_told(self, written):
        found = read(written("{{ ten_phuong }}", cell="{{ ngay }}", header="{{ so_lieu_den }}"))
        assert found.named == {"ten_phuong", "ngay", "so_lieu_den"}

    def test_lists_flags_and_records_can_be_asked_for(self, written):
        read(
            written(
                "{% if du_thao and not khach %}Dự thảo{% else %}{{ khach }}{% endif %}",
                "{%p for nguoi in co_mat %}",
                "{{ loop.index }}. {{ nguoi.ten }} {% if not loop.last %};{% endif %}",
                "{%p endfor %}",
                "{{ chu_tri.ten }}",
                "{%p for muc in noi_dung %}",
                "{%p for b in muc.bang %}",
                "{{p b.bang }}",
                "{%p endfor %}",
                "{%p endfor %}",
            )
        )

    def test_a_tag_that_word_has_torn_into_runs_is_read(self, written, changed):
        torn = b"<w:t>{{ ten</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>_phuong }}</w:t>"
        data = changed(
            written("XX"), {"word/document.xml": lambda old: old.replace(b"<w:t>XX</w:t>", torn)}
        )
        assert read(data).named == {"ten_phuong"}


class TestUnknownFields:
    @pytest.mark.parametrize(
        ("text", "field", "near"),
        [
            ("{{ ten_phuog }}", "ten_phuog", "ten_phuong"),
            ("{{ chu_tri.tên }}", "chu_tri.tên", "chu_tri.ten"),
            ("{{ ten_phuong.x }}", "ten_phuong.x", "ten_phuong"),
            ("{{ range }}", "range", ""),
            ("{{ self }}", "self", ""),
            ("{{ loop.index }}", "loop.index", ""),
            ("{% if khac %}a{% endif %}", "khac", "khach"),
        ],
    )
    def test_a_name_that_there_is_not_is_said_with_the_nearest_one(
        self, written, text, field, near
    ):
        with pytest.raises(FieldUnknown) as refused:
            read(written(text))
        assert refused.value.values["field"] == field
        assert near in str(refused.value.values["near"])
        assert f"“{field}”" in sentence(refused.value)

    def test_a_name_of_a_list_is_unknown_outside_of_it(self, written):
        with pytest.raises(FieldUnknown):
            read(written("{% for n in co_mat %}{{ n.ten }}{% endfor %}{{ n.ten }}"))

    def test_an_unknown_name_in_a_header_is_found_too(self, written):
        with pytest.raises(FieldUnknown):
            read(written("a", header="{{ matkhau }}"))


class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "{{ 7*7 }}",
            "{{ ten_phuong|upper }}",
            "{{ ten_phuong.__class__ }}",
            "{{ ten_phuong['x'] }}",
            "{{ ten_phuong.upper() }}",
            "{{ ''.__class__.__mro__ }}",
            "{{ ten_phuong * 99999999 }}",
            "{{ 'a' ~ 'b' }}",
            "{{ [1,2] }}",
            "{% set x = 1 %}",
            "{% for i in range(99999999) %}a{% endfor %}",
            "{% for a, b in co_mat %}a{% endfor %}",
            "{% for a in co_mat if a.ten %}a{% endfor %}",
            "{% for a in co_mat recursive %}a{% endfor %}",
            "{% for ngay in co_mat %}a{% endfor %}",
            "{% for a in ten_phuong %}a{% endfor %}",
            "{% include 'x' %}",
            "{% import 'x' as y %}",
            "{% extends 'x' %}",
            "{% macro a() %}{% endmacro %}",
            "{% block a %}{% endblock %}",
            "{% if ten_phuong == 'a' %}b{% endif %}",
            "{% if %}b{% endif %}",
            "{% for a in co_mat %}",
            "{% endif %}",
            "{{ ten_phuong",
            "{% if du_thao",
            "{{ }}",
            "{{ {{ ten_phuong }} }}",
            "{% do x %}",
        ],
    )
    def test_whatever_does_more_than_show_and_repeat_is_refused(self, written, text):
        with pytest.raises((TagWrong, FieldUnknown)) as refused:
            read(written(text))
        assert "Hãy" in sentence(refused.value) or "hãy" in sentence(refused.value)

    def test_lists_cannot_be_multiplied_with_each_other(self, written):
        text = "{% for a in co_mat %}{% for b in co_mat %}x{% endfor %}{% endfor %}"
        with pytest.raises(TagWrong):
            read(written(text))

    def test_a_pair_that_ends_in_another_place_is_refused(self, written):
        with pytest.raises(TagWrong):
            read(written("{% for a in co_mat %}x", cell="y{% endfor %}"))

    def test_very_many_braces_are_refused_in_no_time(self, written):
        data = written(*["{{ ten_phuong }}" * 50 for _ in range(20)])
        begun = time.process_time()
        with pytest.raises(TagWrong):
            read(data)
        assert time.process_time() - begun < 2


class TestPlaces:
    @pytest.mark.parametrize(
        "text",
        [
            "{{ bang_ket_luan }}",
            "Bảng: {{ bang_ket_luan }}",
            "{{p ten_phuong }}",
            "{{ co_mat }}",
            "{{ chu_tri }}",
            "{{ du_thao }}",
            "{{p ban_do }}",
        ],
    )
    def test_tables_stand_alone_and_other_fields_in_text(self, written, text):
        with pytest.raises(FieldMisplaced) as refused:
            read(written(text))
        assert "đứng một mình trong đoạn" in sentence(refused.value)

    def test_tables_and_pictures_have_their_places(self, written):
        read(written("{{p bang_ket_luan }}", "Hình: {{ ban_do }}"))
