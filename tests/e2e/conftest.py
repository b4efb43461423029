import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser import a_context, a_server
from trackers.services.demo import load
from trackers.store import open_store

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts"


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a real browser: `-m "not e2e"` leaves it out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """The demo ward, built once; tests serve copies of it."""
    folder = tmp_path_factory.mktemp("demo")
    store = open_store(folder, durable=False)
    load(store, started_at=datetime.now(UTC))
    store.close()
    return folder


@pytest.fixture(scope="module")
def data(demo_folder, tmp_path_factory):
    """A module's own copy of the demo."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def ledger(data):
    """The served ward's store, as another process sees it."""
    store = open_store(data)
    yield store.ledger("31169")
    store.close()


@pytest.fixture(scope="module")
def address(data):
    with a_server(data) as address:
        yield address


@pytest.fixture
def open_page(browser, address, request):
    """Open pages in profiles of their own; keep a screenshot of each when the test fails."""
    contexts, pages = [], []

    def go(path="/", *, width=1366, height=768, base=address):
        context = a_context(browser, width=width, height=height)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        pages.append(page)
        page.goto(base + path)
        return page

    yield go
    if request.node.rep_call.failed if hasattr(request.node, "rep_call") else False:
        ARTEFACTS.mkdir(exist_ok=True)
        for number, page in enumerate(one for one in pages if not one.is_closed()):
            page.screenshot(path=ARTEFACTS / f"{request.node.name}-{number}.png")
    for context in contexts:
        context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.rep_call = report
