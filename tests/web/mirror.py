"""A program that tells whom it believes to be asked by, served behind the real proxy."""

from dataclasses import asdict
from ipaddress import ip_network

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from trackers.web.clients import client_of, headers_of

TRUSTED = (ip_network("127.0.0.1"),)


def _told(scope):
    return asdict(client_of(scope, TRUSTED)) | {"headers": headers_of(scope)}


async def tell(request):
    """Answer with who asks, and what came along."""
    return JSONResponse(_told(request.scope))


async def receive(request):
    """Answer with how much was sent."""
    return JSONResponse(len(await request.body()))


async def talk(websocket):
    """Say who asks, then give every message back."""
    await websocket.accept()
    await websocket.send_json(_told(websocket.scope))
    async for text in websocket.iter_text():
        await websocket.send_text(text)


app = Starlette(
    routes=[
        WebSocketRoute("/_stcore/stream", talk),
        Route("/body", receive, methods=["POST"]),
        Route("/{rest:path}", tell),
    ]
)
