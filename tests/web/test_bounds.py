import asyncio

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.web.asking import LOCAL, OUTSIDE, ask, greeting, knock
from trackers.services import limiting
from trackers.web.bounds import (
    MESSAGE_BYTES,
    MOST_WEBSOCKETS,
    PIECE_BYTES,
    SMALL_BYTES,
    Bounds,
)


@pytest.fixture(autouse=True)
def _nothing_counted():
    limiting.reset()
    yield
    limiting.reset()


async def _length(request):
    return PlainTextResponse(str(len(await request.body())))


READING = Bounds(Starlette(routes=[Route("/{rest:path}", _length, methods=["POST", "PATCH"])]))


def send_parts(app, *parts, headers=(), path="/sign-in"):
    """Send a body in parts that do not say how long it is; give the messages that come back."""
    waiting, sent = list(parts), []

    async def receive():
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "client": LOCAL,
        "headers": list(headers),
    }
    asyncio.run(app(scope, receive, send))
    return sent, waiting


class TestBodies:
    def test_a_small_one_arrives_whole(self):
        assert ask(READING, "/sign-in", method="POST", body=b"x" * SMALL_BYTES).text == "65536"

    def test_one_that_says_it_is_too_long_is_refused_before_it_is_read(self):
        answer = ask(READING, "/sign-in", method="POST", body=b"x" * (SMALL_BYTES + 1))
        assert answer.status_code == 413
        assert answer.json()["error"] == "BodyTooLarge"
        assert "65.536" in answer.json()["message"]

    def test_one_that_does_not_say_so_is_cut_off_and_the_rest_stays_unread(self):
        sent, left = send_parts(READING, *[b"x" * 40_000] * 5)
        assert sent[0]["status"] == 413
        assert len(left) == 3

    def test_one_that_lies_is_cut_off_too(self):
        lie = [(b"content-length", b"10")]
        sent, _ = send_parts(READING, *[b"x" * 40_000] * 5, headers=lie)
        assert sent[0]["status"] == 413

    def test_a_piece_of_a_file_may_be_longer_and_no_longer(self):
        path = "/w/TEST/uploads/abc"
        whole = ask(READING, path, method="PATCH", body=b"x" * PIECE_BYTES)
        assert whole.text == str(PIECE_BYTES)
        assert ask(READING, path, method="PATCH", body=b"x" * (PIECE_BYTES + 1)).status_code == 413

    def test_streamlits_uploader_takes_its_fifty_megabytes_and_no_more(self):
        app = Bounds(greeting, upload_bytes=1000)
        path, more = "/_stcore/upload_file/a/b", 1000 + 64 * 1024 + 1
        assert ask(app, path, method="PUT", body=b"x" * 1000).text == "inside"
        assert ask(app, path, method="PUT", body=b"x" * more).status_code == 413

    def test_a_mistake_that_is_not_the_bodys_is_not_hidden(self):
        async def broken(scope, receive, send):
            raise ValueError("ours")

        with pytest.raises(ValueError, match="ours"):
            send_parts(Bounds(broken), b"x")


class TestRates:
    @pytest.mark.parametrize(
        ("path", "most"),
        [
            ("/w/TEST/overview.csv", 60),
            ("/w/TEST/visiting", 60),
            ("/w/TEST/looks.csv", 60),
            ("/w/TEST/households/H001.xlsx", 60),
            ("/w/TEST/backups/a.zip", 60),
            ("/s/abc", 1200),
        ],
    )
    def test_too_many_are_told_to_wait(self, path, most):
        app = Bounds(greeting)
        for _ in range(most):
            assert ask(app, path).status_code == 200
        answer = ask(app, path)
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert answer.json()["error"] == "TooOften"
        assert ask(app, path, client=OUTSIDE).status_code == 200

    def test_a_person_reads_it_in_both_languages(self):
        app = Bounds(greeting)
        for _ in range(60):
            ask(app, "/w/TEST/overview.csv")
        page = ask(app, "/w/TEST/overview.csv", headers=[("accept", "text/html,*/*")])
        assert page.status_code == 429
        assert "Hãy chờ" in page.text
        assert "Wait" in page.text

    def test_another_spelling_of_the_address_is_the_same_one(self):
        app = Bounds(greeting)
        for number in range(60):
            ask(app, f"/w/TEST/overview.csv?n={number}")
        assert ask(app, "/w/OTHER/overview.xlsx").status_code == 429

    def test_what_maps_ask_for_all_the_time_is_not_counted(self):
        app = Bounds(greeting)
        paths = ("/w/TEST/status", "/w/TEST/tiles/a/1/2/3.mvt", "/s/abc/status")
        assert {ask(app, path).status_code for path in paths for _ in range(400)} == {200}

    def test_whoever_writes_forwarded_headers_is_counted_by_where_he_is(self):
        app = Bounds(greeting)
        answers = [
            ask(app, "/w/T/visiting", client=OUTSIDE, headers=[("x-forwarded-for", f"1.1.1.{n}")])
            for n in range(61)
        ]
        assert answers[-1].status_code == 429


class TestWhatIsNotServed:
    @pytest.mark.parametrize(
        "path",
        [
            "/_stcore/metrics",
            "/_stcore/agent/openapi.json",
            "/_stcore/agent/interact",
            "/_stcore/agent/mcp",
            "/_stcore/script-health-check",
        ],
    )
    def test_streamlits_doors_for_programs_are_shut(self, path):
        assert ask(Bounds(greeting), path).status_code == 404
        assert ask(Bounds(greeting), path, method="POST").status_code == 404
        assert ask(Bounds(greeting), "/_stcore/health").text == "inside"


class TestWebSockets:
    def test_one_client_opens_so_many_and_no_more(self):
        held = []

        async def hold(scope, receive, send):
            held.append(scope)
            await send({"type": "websocket.accept"})
            await asyncio.Event().wait()

        async def many():
            app = Bounds(hold)
            messages = []

            async def send(message):
                messages.append(message)

            def connect(client):
                scope = {"type": "websocket", "path": "/", "client": client, "headers": []}
                return asyncio.create_task(app(scope, None, send))

            tasks = [connect(OUTSIDE) for _ in range(MOST_WEBSOCKETS)]
            await asyncio.sleep(0)
            tasks.append(connect(OUTSIDE))
            await asyncio.sleep(0)
            refused = messages[-1]
            tasks.append(connect(LOCAL))
            await asyncio.sleep(0)
            assert messages[-1]["type"] == "websocket.accept"
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            again = connect(OUTSIDE)
            await asyncio.sleep(0)
            assert messages[-1]["type"] == "websocket.accept"
            again.cancel()
            return refused

        refused = asyncio.run(many())
        assert (refused["type"], refused["code"]) == ("websocket.close", 1013)

    def test_a_message_that_is_too_long_ends_it(self):
        taken = []

        async def talk(scope, receive, send):
            while (message := await receive())["type"] == "websocket.receive":
                taken.append(message)

        async def run():
            sent = []
            told = iter(
                [
                    {"type": "websocket.receive", "bytes": b"x" * MESSAGE_BYTES},
                    {"type": "websocket.receive", "bytes": b"x" * (MESSAGE_BYTES + 1)},
                ]
            )

            async def receive():
                return next(told)

            async def send(message):
                sent.append(message)

            scope = {"type": "websocket", "path": "/", "client": LOCAL, "headers": []}
            await Bounds(talk)(scope, receive, send)
            return sent

        (closed,) = asyncio.run(run())
        assert closed["code"] == 1009
        assert len(taken) == 1

    def test_an_ordinary_one_gets_through(self):
        assert knock(Bounds(greeting)) == [{"type": "websocket.accept"}]
