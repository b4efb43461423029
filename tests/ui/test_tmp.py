def test_x(app):
    at = app(**{"as":"CB03"})
    print([e.value for e in at.error], [b.label for b in at.button])
    assert not at.exception
    at = app(**{"as":"CB03"}, case="XM-001")
    print([e.value for e in at.error], [b.label for b in at.button], [h.value if hasattr(h,'value') else h.proto.body for h in at.get("html")])
    assert not at.exception
