from ipaddress import ip_network

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router

from tests.web.asking import LOCAL, OUTSIDE, ask, greeting, knock
from tests.web.logging_lines import logging_to_lines
from trackers.web.logs import request_id
from trackers.web.requests import HEADER, Requests, note

LINK = "k3Jd9sLq0ZxW8vBn2MtYpR6uHcEaGf1T"
PROXY = (ip_network("127.0.0.1"),)


@pytest.fixture
def lines():
    with logging_to_lines() as lines:
        yield lines


def program(**options):
    """Three routes behind the middleware."""

    async def hello(request):
        note(request.scope, actor="CB03", ward="TEST")
        return PlainTextResponse(f"{request_id()} {request.headers[HEADER]}")

    async def broken(request):
        raise ValueError("Nguyễn Văn Út, 0909123456")

    routes = [Route("/s/{token}", hello), Route("/w/{ward}/status", hello), Route("/bad", broken)]
    return Requests(Router(routes), **options)


class TestTheLine:
    def test_names_the_template_and_never_what_was_asked_for(self, lines):
        ask(program(), f"/s/{LINK}?name=Nguyen&phone=0909123456", headers=[("cookie", "a=0909")])
        (line,) = lines.of("http")
        assert line["route"] == "/s/{token}"
        assert (line["method"], line["status"]) == ("GET", 200)
        assert (line["actor"], line["ward"]) == ("CB03", "TEST")
        assert line["ms"] >= 0
        for secret in (LINK, "Nguyen", "0909", "cookie"):
            assert secret not in lines.text

    def test_of_an_address_nobody_serves_names_none(self, lines):
        ask(program(), f"/unknown/{LINK}")
        (line,) = lines.of("http")
        assert (line["route"], line["status"]) == ("-", 404)
        assert LINK not in lines.text

    def test_of_what_is_asked_all_the_time_is_left_out_while_all_is_well(self, lines):
        ask(program(), "/w/TEST/status")
        assert lines.of("http")[0]["level"] == "debug"
        ask(program(), "/w/TEST/status", method="DELETE")
        assert lines.of("http")[1]["level"] == "info"

    def test_of_a_websocket_is_written_when_it_ends(self, lines):
        knock(Requests(greeting))
        (line,) = lines.of("websocket")
        assert (line["method"], line["status"]) == ("WEBSOCKET", 101)


class TestTheNumber:
    def test_is_the_same_in_the_answer_in_the_log_and_for_the_route(self, lines):
        answer = ask(program(), "/s/x")
        (line,) = lines.of("http")
        assert answer.text == f"{line['request_id']} {line['request_id']}"
        assert answer.headers[HEADER] == line["request_id"]

    def test_is_another_one_each_time(self):
        assert ask(program(), "/s/x").text != ask(program(), "/s/x").text

    @pytest.mark.parametrize("client", [LOCAL, OUTSIDE])
    def test_is_taken_from_nobody_but_a_trusted_proxy(self, client):
        own = [(HEADER, "abcdefgh-1234")]
        through = [*own, ("x-forwarded-for", "203.0.113.9")]
        assert "abcdefgh" not in ask(program(), "/s/x", client=client, headers=own).text
        assert "abcdefgh" not in ask(program(), "/s/x", client=client, headers=through).text
        taken = ask(program(trusted=PROXY), "/s/x", client=client, headers=through).text
        assert (taken == "abcdefgh-1234 abcdefgh-1234") is (client == LOCAL)

    @pytest.mark.parametrize("given", ["short", "x" * 65, "a b c d e f g", "ümlaut-1234"])
    def test_that_is_no_number_is_not_taken_even_from_a_proxy(self, given):
        headers = [(HEADER, given.encode("latin-1")), ("x-forwarded-for", "203.0.113.9")]
        assert given not in ask(program(trusted=PROXY), "/s/x", headers=headers).text


class TestAMistakeOfTheProgram:
    def test_is_a_number_to_quote_which_the_log_knows(self, lines):
        answer = ask(program(), "/bad")
        assert answer.status_code == 500
        number = answer.json()["number"]
        (line,) = lines.of("request failed")
        assert line["request_id"] == number == answer.headers[HEADER]
        assert line["error"] == "ValueError"
        assert line["frames"][-1].endswith("broken")
        assert number in answer.json()["message"]

    def test_tells_nobody_what_it_was_about(self, lines):
        page = ask(program(), "/bad", headers=[("accept", "text/html")])
        assert "báo mã" in page.text
        assert "quote" in page.text or "report" in page.text
        for text in (page.text, lines.text):
            assert "0909123456" not in text
            assert "Nguy" not in text

    def test_closes_a_websocket_without_a_word(self, lines):
        async def broken(scope, receive, send):
            raise ValueError("0909123456")

        (message,) = knock(Requests(broken))
        assert (message["type"], message["code"], message["reason"]) == (
            "websocket.close",
            1011,
            "",
        )
        assert "0909" not in lines.text
