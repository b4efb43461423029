"""The small curve beside a figure: numbers in, SVG out, and no word unescaped."""

import base64
import re

from trackers.drawing.sparkline import picture, sparkline

NOW, BEFORE = ((0.1, 236.8), (0.2, 541.5), (0.25, 887.0)), ((0.25, 821.3), (1.0, 1962.4))


def lines(svg):
    """The points of each line, and whether it is dashed."""
    found = re.findall(r"<polyline ([^>]*)/>", svg)
    return [
        (re.search('points="([^"]*)"', one)[1].split(), "stroke-dasharray" in one) for one in found
    ]


def dot(svg):
    """Where the dot stands, or None."""
    found = re.search(r'<circle cx="([^"]*)" cy="([^"]*)"', svg)
    return f"{found[1]},{found[2]}" if found else None


def test_this_period_is_solid_and_ends_in_a_dot_last_year_is_dashed():
    drawn = sparkline(NOW, BEFORE, target=2000.0, words="Thu thuế")
    (_, dashed), (points, solid) = lines(drawn)
    assert (dashed, solid) == (True, False)
    assert len(points) == 3
    assert dot(drawn) == points[-1]
    across = float(re.search('<line [^>]*y1="([^"]*)"', drawn)[1])
    assert across <= float(dot(drawn).split(",")[1])


def test_more_stands_higher_and_nothing_draws_nothing():
    [([first, second], _)] = lines(sparkline(((0.0, 1.0), (1.0, 2.0)), words=""))
    assert float(first.split(",")[1]) > float(second.split(",")[1])
    assert sparkline((), words="x") == ""
    assert picture("", words="x") == ""


def test_a_single_figure_is_a_dot_and_noughts_lie_at_the_bottom():
    drawn = sparkline(((0.5, 0.0),), words="")
    assert lines(drawn) == []
    assert dot(drawn).endswith(",28.0")


def test_words_are_escaped_and_nothing_asks_for_a_looser_policy():
    hostile = '"><script>x</script>'
    svg = sparkline(NOW, words=hostile)
    assert "<script" not in svg
    assert "style=" not in svg
    shown = picture(svg, words=hostile)
    assert "<script" not in shown
    data = shown.split("base64,")[1].split('"')[0]
    assert base64.b64decode(data).decode() == svg
