import re
from ipaddress import ip_network

import pytest

from tests.web.asking import OUTSIDE, ask, greeting, knock
from trackers.web import metrics
from trackers.web.metrics import Metrics, sign_in_failed
from trackers.web.requests import Requests

PHRASE = "a token of the watching machine"


@pytest.fixture
def watched(site):
    return Requests(Metrics(greeting, site=site, token=PHRASE))


def figure(app, name):
    """One figure as `/metrics` tells it."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", ask(app, "/metrics").text, re.MULTILINE)
    return float(found.group(1)) if found else 0.0


def bearer(token):
    return [("authorization", f"Bearer {token}")]


class TestWhoReadsThem:
    def test_a_program_of_this_machine(self, watched):
        answer = ask(watched, "/metrics")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"

    def test_whoever_has_the_token(self, watched):
        answer = ask(watched, "/metrics", client=OUTSIDE, headers=bearer(PHRASE))
        assert "matbang_database_bytes" in answer.text

    @pytest.mark.parametrize(
        "headers", [[], bearer("wrong"), bearer(""), [("authorization", f"Basic {PHRASE}")]]
    )
    def test_nobody_else(self, watched, headers):
        answer = ask(watched, "/metrics", client=OUTSIDE, headers=headers)
        assert (answer.status_code, answer.text) == (404, "")

    def test_nobody_through_a_proxy_without_the_token(self, site):
        app = Metrics(greeting, site=site, trusted=[ip_network("127.0.0.1")])
        headers = [("x-forwarded-for", "127.0.0.1")]
        assert ask(app, "/metrics", headers=headers).status_code == 404
        assert ask(app, "/metrics/", headers=[("x-real-ip", "127.0.0.1")]).status_code == 404

    def test_no_page_that_came_here_under_a_foreign_name(self, watched):
        assert ask(watched, "/metrics", host="evil.example").status_code == 404

    def test_an_empty_token_is_none(self, site):
        app = Metrics(greeting, site=site, token="")
        answer = ask(app, "/metrics", client=OUTSIDE, headers=bearer(""))
        assert answer.status_code == 404

    def test_other_addresses_pass_by(self, watched):
        assert ask(watched, "/metricsx", client=OUTSIDE).text == "inside"


class TestWhatTheySay:
    def test_answers_are_counted_by_route_and_status(self, watched):
        name = 'matbang_requests_total{method="GET",route="-",status="200"}'
        before = figure(watched, name)
        ask(watched, "/a")
        ask(watched, "/b?c=d")
        assert figure(watched, name) == before + 3  # the look before was an answer too

    def test_no_client_makes_new_names_for_figures(self, watched):
        for method in ("ABC", "DEF"):
            ask(watched, "/x", method=method)
        text = ask(watched, "/metrics").text
        assert 'method="OTHER"' in text
        assert "ABC" not in text

    def test_sizes_revisions_and_the_age_of_the_copy(self, watched, ledger):
        assert figure(watched, "matbang_database_bytes") > 10_000
        assert figure(watched, 'matbang_revision{ward="TEST"}') > 0
        assert figure(watched, "matbang_backup_age_seconds") == -1

    def test_open_websockets_and_refused_sign_ins(self, watched):
        before = figure(watched, "matbang_sign_in_failures_total")
        sign_in_failed()
        assert figure(watched, "matbang_sign_in_failures_total") == before + 1
        with metrics.open_websocket():
            assert figure(watched, "matbang_websockets") == 1
        knock(watched)
        assert figure(watched, "matbang_websockets") == 0

    def test_nobodys_data(self, watched, ledger):
        text = ask(watched, "/metrics").text
        assert PHRASE not in text
        for name in ("Phường Thử", "Nguyễn", "CB03", str(ledger.folder)):
            assert name not in text
