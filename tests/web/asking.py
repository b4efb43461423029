"""Asking an ASGI program without a network: the client's address is ours to say."""

import asyncio
from urllib.parse import urlencode

import httpx

LOCAL = ("127.0.0.1", 50_000)
OUTSIDE = ("192.168.1.20", 50_000)
GOOD, HERE = "con trâu cày ruộng sâu", "http://localhost:8501"


def ask(app, path, *, method="GET", client=LOCAL, host="localhost:8501", headers=(), body=None):
    """Send one request; the path goes out as it is written, without being tidied."""

    async def send():
        transport = httpx.ASGITransport(app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as browser:
            return await browser.request(method, path, headers=list(headers), content=body)

    return asyncio.run(send())


def knock(app, *, client=LOCAL, headers=()):
    """Open a WebSocket; give the messages that come back."""
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "client": client,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    asyncio.run(app(scope, receive, send))
    return sent


async def greeting(scope, receive, send):
    """Stand in for the whole program behind the gate."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


class Browser:
    """A browser that keeps cookies and sends forms the way browsers do."""

    def __init__(self, app, client=("127.0.0.1", 1)):
        self.app, self.client, self.cookies = app, client, {}
        self.set_cookies = []

    def go(self, path, *, method="GET", fields=None, origin=HERE, accept="text/html"):
        headers = [("accept", accept)]
        if self.cookies:
            headers.append(("cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items())))
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers += [("content-type", "application/x-www-form-urlencoded")]
            headers += [("origin", origin)] if origin else []
        answer = ask(self.app, path, method=method, client=self.client, headers=headers, body=body)
        self.set_cookies = answer.headers.get_list("set-cookie")
        for text in self.set_cookies:
            name, _, rest = text.partition("=")
            value = rest.partition(";")[0].strip('"')
            if "max-age=0" in text.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def send(self, path, action=None, **fields):
        """Open a page and send its form."""
        token = self.go(path).text.partition('name="form" value="')[2].partition('"')[0]
        return self.go(action or path, method="POST", fields={"form": token, **fields})

    def sign_in(self, login="quan.tri", password=GOOD, **more):
        return self.send("/sign-in", login=login, password=password, **more)
