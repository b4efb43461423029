"""PostGIS's own: native shapes, refusals of a server, a server that goes away."""

import pytest
import shapely
from sqlalchemy import text

from tests import tiny
from trackers.store import open_store, tables
from trackers.store.errors import (
    EncodingUnfit,
    LoginRefused,
    PostgisMissing,
    RightsMissing,
    StoreError,
    StoreTooOld,
    StoreUnreachable,
)
from trackers.words.errors import in_every_language


@pytest.fixture
def own_store(tmp_path, postgis_url):
    store = open_store(tmp_path, postgis_url)
    yield store
    store.close()


class TestShapes:
    def test_every_shape_is_native_and_known_to_the_catalogue(self, own_store):
        wanted = {
            (table.name, column.name)
            for table in tables.metadata.sorted_tables
            for column in table.columns
            if column.info.get("shape")
        }
        query = text("SELECT f_table_name, f_geometry_column, srid FROM geometry_columns")
        with own_store.reader.connect() as connection:
            found = {(name, column) for name, column, srid in connection.execute(query)}
        assert ("parcels", "geometry") in found
        assert found == wanted

    def test_a_question_by_box_is_answered_from_the_index(self, own_store):
        tiny.build(own_store)
        box = shapely.bounds(tiny.square(2).buffer(-tiny.STEP))
        inside = "FROM parcels WHERE geometry && ST_MakeEnvelope({}, {}, {}, {}, 4326)".format(*box)
        with own_store.reader.connect() as connection:
            found = connection.execute(text(f"SELECT parcel_id {inside}")).scalars().all()
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            plan = connection.execute(text(f"EXPLAIN SELECT parcel_id {inside}")).scalars().all()
        assert found == [2]
        assert any("ix_parcels_geometry" in line for line in plan)

    def test_shapes_come_back_as_they_went(self, own_store):
        ledger = tiny.build(own_store)
        with ledger.read() as reading:
            assert reading.row(tables.parcels, parcel_id=3).geometry == shapely.to_wkb(
                tiny.square(3)
            )
            assert reading.row(tables.projects, code="XM").centreline is None


class TestRefusals:
    @pytest.fixture
    def refused(self, tmp_path):
        """Open an address that must be refused: the kind of error, which hides the password."""

        def opened(url):
            with pytest.raises(StoreError) as caught:
                open_store(tmp_path, url)
            said = in_every_language(caught.value)
            assert not any("geheim" in one for one in (*said, str(caught.value)))
            assert "…" not in said[0]
            return type(caught.value)

        return opened

    @pytest.fixture
    def guest(self, cluster):
        """An account that may log in and nothing else."""
        cluster.run("DROP ROLE IF EXISTS guest")
        cluster.run("CREATE ROLE guest LOGIN PASSWORD 'geheim-guest'")
        return {"user": "guest", "password": "geheim-guest"}

    def test_a_server_that_is_not_there(self, refused):
        assert refused("postgresql+psycopg://u:geheim@127.0.0.1:1/ward") is StoreUnreachable

    def test_a_password_among_the_options_is_hidden_too(self, refused):
        url = "postgresql+psycopg://u@127.0.0.1:1/ward?password=geheim"
        assert refused(url) is StoreUnreachable

    @pytest.mark.parametrize("login", [{"password": "geheim-not"}, {"user": "nobody"}])
    def test_a_wrong_password_or_an_unknown_account(self, refused, cluster, login):
        assert refused(cluster.url(**login)) is LoginRefused

    def test_a_database_that_does_not_exist(self, refused, cluster):
        assert refused(cluster.url("nowhere")) is StoreUnreachable

    def test_no_postgis_and_no_right_to_add_it(self, refused, cluster, guest):
        name = cluster.create()
        assert refused(cluster.url(name, **guest)) is PostgisMissing
        cluster.drop(name)

    def test_an_account_that_may_not_make_tables(self, refused, cluster, guest):
        name = cluster.create()
        cluster.run("CREATE EXTENSION postgis; REVOKE CREATE ON SCHEMA public FROM PUBLIC", name)
        assert refused(cluster.url(name, **guest)) is RightsMissing
        cluster.drop(name)

    def test_a_database_that_cannot_keep_vietnamese(self, refused, cluster):
        name = cluster.create(more="ENCODING 'LATIN1'")
        assert refused(cluster.url(name)) is EncodingUnfit
        cluster.drop(name)

    @pytest.mark.parametrize("oldest", ["OLDEST", "OLDEST_POSTGIS"])
    def test_a_server_that_is_too_old(self, refused, postgis_url, monkeypatch, oldest):
        monkeypatch.setattr(f"trackers.store.postgis.{oldest}", 99)
        assert refused(postgis_url) is StoreTooOld
