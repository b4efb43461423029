"""Asking an ASGI program without a network: the client's address is ours to say."""

import asyncio

import httpx

LOCAL = ("127.0.0.1", 50_000)
OUTSIDE = ("192.168.1.20", 50_000)


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
