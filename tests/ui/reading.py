"""Reading a page under test: what stands on it, and its widgets by the start of their keys."""

from html import unescape


def html_of(test) -> str:
    """All of our own markup on the page, escapes undone once more."""
    return unescape("\n".join(one.proto.body for one in test.get("html")))


def everything(test) -> str:
    """All that the page sends to the browser, as it travels, tables included."""
    sent = [node.proto for node in test._tree if getattr(node, "proto", None) is not None]
    return "\n".join(one.SerializeToString().decode("utf-8", "ignore") for one in sent)


def labels(test) -> list[str]:
    """The words on the buttons, without markdown's backslashes."""
    return [one.label.replace("\\", "").replace("\u2060", "") for one in test.button]


def keyed(widgets, start: str):
    """The one widget whose key begins so."""
    found = [one for one in widgets if str(one.key).startswith(start)]
    assert len(found) == 1, (start, [one.key for one in widgets])
    return found[0]


def errors(test) -> list[str]:
    return [one.value.replace("\\", "").replace("\u2060", "") for one in test.error]
