import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.days import EARLIEST, LATEST, Towards, read_day, read_day_part
from geodata.errors import IncompleteDay, NotADay, SeveralDays, TypedError
from trackers.words import formats

MONDAY = dt.date(2014, 4, 7)
days = st.dates(dt.date(EARLIEST, 1, 1), dt.date(LATEST, 12, 31))
near = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
typed = st.text(alphabet="0123456789/-. ", max_size=10) | st.sampled_from(
    ["hôm nay", "mai", "thứ Năm", "CN", "t2", "chủ nhật tuần trước"]
)


def read(text, towards=Towards.EITHER, today=MONDAY):
    return read_day(text, today=today, towards=towards)


def readings(text, towards=Towards.EITHER, today=MONDAY):
    with pytest.raises(SeveralDays) as caught:
        read(text, towards, today)
    return caught.value.values["readings"]


@pytest.mark.parametrize(
    "text",
    [
        *("1/3/2014", "01/03/2014", "01-03-14", "01.03.2014", "1.3.14", "1/3", " 1 / 3 "),
        *("2014-03-01", "2014/3/1", "ngày 1 tháng 3 năm 2014", "1 tháng 3", "01/03/2014 08:30"),
        *("2014-03-01T08:30:00",),
    ],
)
def test_a_day_comes_before_its_month(text):
    assert read(text) == dt.date(2014, 3, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", 7),
        ("HÔM NAY", 7),
        ("hom nay", 7),
        ("hôm qua", 6),
        ("hôm kia", 5),
        ("mai", 8),
        ("ngày mai", 8),
        ("mốt", 9),
        ("thứ Năm tuần này", 10),
        ("t5 tuần sau", 17),
        ("chủ nhật tuần trước", 6),
        ("CN tuần này", 13),
    ],
)
def test_words_of_the_week_are_days(text, day):
    assert read(text) == dt.date(2014, 4, day)


def test_a_weekday_lies_on_the_side_of_its_field():
    assert read("thứ Năm", Towards.PAST) == dt.date(2014, 4, 3)
    assert read("thứ Năm", Towards.AHEAD) == dt.date(2014, 4, 10)
    assert readings("thứ 5") == ("03/04/2014", "10/04/2014")


def test_todays_weekday_is_asked():
    assert readings("thứ Hai", Towards.AHEAD) == ("07/04/2014", "14/04/2014")
    assert readings("thứ Hai", Towards.PAST) == ("07/04/2014", "31/03/2014")


def test_a_year_left_out_is_this_years_only_where_that_fits():
    assert read("1/12", Towards.AHEAD) == dt.date(2014, 12, 1)
    assert readings("1/12") == ("01/12/2014", "01/12/2013")
    assert readings("1/12", Towards.PAST) == ("01/12/2014", "01/12/2013")
    assert readings("1/3", Towards.AHEAD) == ("01/03/2014", "01/03/2015")
    assert readings("28/12", today=dt.date(2014, 1, 5)) == ("28/12/2014", "28/12/2013")


def test_two_figures_of_a_year_far_away_are_asked():
    assert readings("01/03/50") == ("01/03/1950", "01/03/2050")
    assert read("01/03/09") == dt.date(2009, 3, 1)


@pytest.mark.parametrize(
    ("text", "reading"),
    [("3/14/2014", "14/03/2014"), ("01032014", "01/03/2014"), ("20140301", "01/03/2014")],
)
def test_what_no_vietnamese_writes_is_asked(text, reading):
    assert readings(text) == (reading,)


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2014", "2014-13-01", "13/13/2014", "", "khi nào rảnh", "01/01/0014", "1/2-2014"),
        *("29/2", "0/4", "32/1", "{{7*7}}", "12:30", "99999999", "thứ tám", "1/3/014"),
    ],
)
def test_a_day_that_cannot_be_is_refused(text):
    with pytest.raises(NotADay):
        read(text)


@pytest.mark.parametrize("text", ["3/2014", "2014", "15", "tháng 3/2014", "ngày 15"])
def test_half_a_day_is_refused_as_such(text):
    with pytest.raises(IncompleteDay):
        read(text)


@pytest.mark.parametrize("text", ["1/3", "mai", "thứ Năm", "CN tuần này"])
def test_a_file_knows_only_whole_days(text):
    with pytest.raises(IncompleteDay):
        read(text, today=None)


def test_a_file_with_two_figures_of_a_year_is_asked():
    assert readings("07/04/14", today=None) == ("07/04/1914", "07/04/2014")


@given(days, days)
def test_what_is_shown_is_read_back_the_same(day, today):
    assert read(formats.day(day), today=today) == day
    assert read(day.isoformat(), today=today) == day


@given(typed, near, st.sampled_from(Towards))
def test_what_is_asked_can_be_chosen(text, today, towards):
    try:
        read(text, towards, today)
    except TypedError as error:
        for one in error.values.get("readings", ()):
            assert formats.day(read(one, towards, today)) == one


@given(typed, near)
def test_the_side_of_a_field_never_makes_two_days_of_a_written_one(text, today):
    found = set()
    for towards in Towards:
        try:
            found.add(read(text, towards, today))
        except TypedError:
            continue
    words = any(one.isalpha() for one in text)
    assert len(found) <= 1 or words


class TestAPartOfADay:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            *(("2011", "2011"), ("năm 2011", "2011"), ("3/2011", "03/2011")),
            *(("tháng 3 năm 2011", "03/2011"), ("15-3-11", "15/03/2011")),
            *(("hôm qua", "06/04/2014"), ("15/03/2011", "15/03/2011")),
        ],
    )
    def test_a_month_or_a_year_alone_is_enough(self, text, kept):
        assert read_day_part(text, today=MONDAY).text == kept

    def test_two_figures_are_a_day_or_a_month_and_are_asked(self):
        with pytest.raises(SeveralDays) as caught:
            read_day_part("3/11", today=MONDAY)
        found = caught.value.values["readings"]
        assert {"03/11/2013", "03/2011"} <= set(found)
        assert [read_day_part(one, today=MONDAY).text for one in found] == list(found)

    @pytest.mark.parametrize("text", ["hồi xưa", "31/02/2011", "13/2011", "1492", "40/50"])
    def test_what_is_none_is_refused(self, text):
        with pytest.raises(NotADay):
            read_day_part(text, today=MONDAY)

    @given(days)
    def test_what_is_kept_is_read_back_the_same(self, day):
        for text in (f"{day:%d/%m/%Y}", f"{day:%m/%Y}", f"{day:%Y}"):
            assert read_day_part(text, today=MONDAY).text == text
