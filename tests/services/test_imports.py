import json
import zipfile
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
import xlsxwriter
from sqlalchemy import text

from geodata.crs import to_crs
from geodata.errors import (
    BadDate,
    BadNumber,
    DuplicateParcel,
    EmptyFile,
    EmptyGeometry,
    InvalidGeometry,
    MissingColumn,
    MissingCRS,
    MissingFile,
    MissingValue,
    NotAnArea,
    OutsideWindow,
    SeveralLayers,
    UnknownCRS,
    UnreadableFile,
    WrongFormat,
)
from geodata.writers import write_features
from tests import tiny
from tests.tiny import CHAIR, NOW, OFFICER, VIEWER, later
from trackers.domain.errors import NotAllowed, RowRefused, UnknownRecord
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import Ward
from trackers.services import imports
from trackers.services.cases import cases_of_parcel, get_parcel, list_cases
from trackers.services.households import household_line
from trackers.services.layers import base_path, tiles_path
from trackers.services.merges import merge_households
from trackers.services.proving import prove_log
from trackers.services.wards import add_ward, get_ward
from trackers.words.errors import sentence

TABLES = (
    "wards",
    "parcels",
    "layers",
    "households",
    "cases",
    "components",
    "case_steps",
    "events",
    "event_values",
    "saves",
)


def contents(ledger):
    """Every row of every table that an import could touch."""
    with ledger.read() as reading:
        return {
            name: reading.connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).fetchall()
            for name in TABLES
        }


def parcel_frame(numbers=(1, 2, 3, 5, 6), **columns):
    """Parcels 1 to 4 stand on the tiny ward's squares; the others are new."""
    labels = {4: ("P7-73", "263A")}
    keys = [labels.get(number, ("12", str(100 + number))) for number in numbers]
    values = {
        "Tờ bản đồ": [key[0] for key in keys],
        "Số thửa": [key[1] for key in keys],
        "Loại đất": ["ODT"] * len(keys),
        **columns,
    }
    return gpd.GeoDataFrame(values, geometry=list(map(tiny.square, numbers)), crs="EPSG:4326")


def geojson(folder, frame, name="thua.geojson"):
    path = folder / name
    write_features(frame, path)
    return path


def shapefile(folder, frame, *, prj=True):
    made = folder / "shp"
    made.mkdir()
    frame.rename(
        columns={"Tờ bản đồ": "SHBANDO", "Số thửa": "SHTHUA", "Loại đất": "LOAIDAT"}
    ).to_file(made / "thua.shp")
    path = folder / "thua.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(made.iterdir()):
            if prj or part.suffix != ".prj":
                archive.write(part, part.name)
    return path


def take_parcels(ledger, path, actor=OFFICER, **more):
    return imports.import_parcels(ledger, actor, path, now=NOW, **more)


def preview_of_parcels(ledger, path, actor=OFFICER, **more):
    return imports.preview_parcels(ledger, actor, path, **more)


def workbook(path, rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


LIST = ["STT", "Tên chủ sử dụng đất", "Địa chỉ", "Tờ bản đồ", "Số thửa", "Diện tích ảnh hưởng"]
UT = "Nguyễn Văn Út"


def a_list(folder, *rows, headings=LIST, name="ho.xlsx"):
    return workbook(folder / name, [["DANH SÁCH HỘ"], headings, *rows])


def take_cases(ledger, path, actor=OFFICER, **more):
    options = {"project_code": "XM", "track": TrackCode.DONATION, "officer_code": "CB05"}
    return imports.import_cases(ledger, actor, path, now=NOW, **options | more)


def preview_of_cases(ledger, path, actor=OFFICER, **more):
    options = {"project_code": "XM", "track": TrackCode.DONATION, "officer_code": "CB05"}
    return imports.preview_cases(ledger, actor, path, now=NOW, **options | more)


class TestParcels:
    def test_a_parcel_keeps_its_id_and_its_cases_when_the_map_is_drawn_anew(self, ledger, tmp_path):
        report = take_parcels(ledger, geojson(tmp_path, parcel_frame()))
        assert (report.total, report.new, report.unchanged, report.updated) == (5, 2, 3, 0)
        assert get_parcel(ledger, OFFICER, 2).label == "12/102"
        assert cases_of_parcel(ledger, OFFICER, 1) == ["XM-001"]
        # 4 was dropped: nobody had a case there; the new ones count on from the greatest id.
        assert report.dropped == 1
        assert get_parcel(ledger, OFFICER, 4) is None
        assert get_parcel(ledger, OFFICER, 5).label == "12/105"
        assert prove_log(ledger, tiny.ADMIN).holds

    def test_a_parcel_with_a_case_stays_although_the_file_lacks_it(self, ledger, tmp_path):
        report = take_parcels(ledger, geojson(tmp_path, parcel_frame((1, 5))))
        assert report.kept == ("12/102", "12/103")
        kept = get_parcel(ledger, OFFICER, 2)
        assert (kept.accuracy, kept.source, kept.declared_area_m2) == ("schematic", "test", 238.5)
        assert get_parcel(ledger, OFFICER, 1).accuracy == "surveyed"
        assert len(list_cases(ledger, OFFICER, NOW)) == 3

    def test_a_single_sheet_can_be_added_to_the_layer(self, ledger, tmp_path):
        report = take_parcels(ledger, geojson(tmp_path, parcel_frame((5, 6))), replace_all=False)
        assert (report.new, report.dropped, len(report.kept)) == (2, 0, 4)
        assert get_parcel(ledger, OFFICER, 4).label == "P7-73/263A"

    def test_the_layer_in_force_has_tiles_and_an_outline_on_disk(self, ledger, tmp_path):
        take_parcels(ledger, geojson(tmp_path, parcel_frame()))
        layer = get_ward(ledger).layer
        assert tiles_path(ledger, layer).stat().st_size > 0
        base = json.loads(base_path(ledger, layer).read_text(encoding="utf-8"))
        assert [one["properties"]["k"] for one in base["features"]] == ["outline"]

    def test_base_shapes_are_carried_from_layer_to_layer(self, ledger, tmp_path):
        take_parcels(ledger, geojson(tmp_path, parcel_frame()))
        path = base_path(ledger, get_ward(ledger).layer)
        drawn = json.loads(path.read_text(encoding="utf-8"))
        drawn["features"].append({"type": "Feature", "properties": {"k": "road"}, "geometry": None})
        path.write_text(json.dumps(drawn), encoding="utf-8")
        take_parcels(ledger, geojson(tmp_path, parcel_frame((1, 7))))
        carried = json.loads(base_path(ledger, get_ward(ledger).layer).read_text(encoding="utf-8"))
        assert carried == drawn

    @pytest.mark.parametrize("kind", ["geojson", "gpkg", "zip"])
    def test_every_format_gives_the_same_parcels(self, ledger, tmp_path, kind):
        frame = to_crs(parcel_frame(), "EPSG:5897") if kind != "geojson" else parcel_frame()
        path = tmp_path / f"thua.{kind}"
        if kind == "zip":
            path = shapefile(tmp_path, frame)
        else:
            write_features(frame, path)
        report = take_parcels(ledger, path)
        assert (report.total, report.new) == (5, 2)
        lng, lat = get_parcel(ledger, OFFICER, 6).centre
        centre = tiny.square(6).centroid
        assert (lng, lat) == pytest.approx((centre.x, centre.y), abs=2e-6)

    def test_a_preview_tells_the_same_and_writes_nothing(self, ledger, tmp_path):
        before = contents(ledger)
        frame = parcel_frame(**{"Diện tích": [238.0, 238.0, 238.0, 238.0, 900.0]})
        report = preview_of_parcels(ledger, geojson(tmp_path, frame))
        assert contents(ledger) == before
        assert [one.label for one in report.differing] == ["12/106"]
        assert report.differing[0].row == 5
        assert report.saved is None

    def test_the_event_names_digest_and_counts_and_hides_the_file_name(self, ledger, tmp_path):
        take_parcels(ledger, geojson(tmp_path, parcel_frame(), "hộ ông Út.geojson"))
        last = contents(ledger)["events"][-1]
        assert last.kind == "parcels.imported"
        assert '"new":2' in last.payload
        assert "Út" not in last.payload

    def test_the_same_form_saved_twice_writes_once(self, ledger, tmp_path):
        path = geojson(tmp_path, parcel_frame())
        first = take_parcels(ledger, path, key="a")
        second = take_parcels(ledger, path, key="a")
        assert second.saved.repeated
        assert second.saved.revision == first.saved.revision

    def test_a_fresh_ward_takes_its_bounds_and_outline_from_the_file(self, empty_store, tmp_path):
        ledger = add_ward(empty_store, Ward("MOI", "Xã Mới", "EPSG:5897", (0.0, 0.0, 0.0, 0.0)))
        report = take_parcels(
            ledger, geojson(tmp_path, parcel_frame()), actor=replace(tiny.ADMIN, ward="MOI")
        )
        assert get_ward(ledger).bounds == pytest.approx(report.bounds)
        assert report.new == 5

    def test_columns_with_strange_names_can_be_named(self, ledger, tmp_path):
        frame = parcel_frame().rename(columns={"Tờ bản đồ": "A1", "Số thửa": "A2"})
        path = geojson(tmp_path, frame)
        with pytest.raises(MissingColumn):
            take_parcels(ledger, path)
        report = take_parcels(ledger, path, columns={"A1": "sheet_no", "A2": "parcel_no"})
        assert report.total == 5

    @pytest.mark.parametrize("actor", [CHAIR, VIEWER])
    def test_who_may_not_import_is_refused(self, ledger, tmp_path, actor):
        path = geojson(tmp_path, parcel_frame())
        with pytest.raises(NotAllowed):
            take_parcels(ledger, path, actor=actor)
        with pytest.raises(NotAllowed):
            preview_of_parcels(ledger, path, actor=actor)

    def test_parcels_get_the_khu_vuc_they_lie_in(self, ledger, tmp_path):
        with ledger.writer.begin() as connection:
            half = shapely.box(tiny.WEST, tiny.SOUTH, tiny.WEST + 110 * tiny.STEP, tiny.SOUTH + 1)
            connection.execute(
                text("UPDATE areas SET geometry = :shape WHERE code = 'KV2'"),
                {"shape": shapely.to_wkb(half)},
            )
        take_parcels(ledger, geojson(tmp_path, parcel_frame()))
        assert get_parcel(ledger, OFFICER, 5).area_code == "KV2"
        assert get_parcel(ledger, OFFICER, 6).area_code == ""


def bad_parcels(folder):
    """Each bad file of the table with the kind of its refusal."""
    good = parcel_frame()
    bowtie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    bowtie = shapely.transform(bowtie, lambda xy: xy * 1e-4 + (tiny.WEST, tiny.SOUTH))
    metres = to_crs(good, "EPSG:5897")

    def drawn(shape):
        return good.set_geometry([*good.geometry[:-1], shape], crs=good.crs)

    def raw(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    return {
        "missing": (folder / "khong-co.geojson", MissingFile, {}),
        "unreadable": (raw("hong.gpkg", b"SQLite format 3\0" + b"\0" * 50), None, {}),
        "format": (raw("thua.dwg", b"AC1027"), WrongFormat, {}),
        "text": (raw("chu.zip", b"day khong phai la zip"), WrongFormat, {}),
        "no crs": (shapefile(folder, metres, prj=False), MissingCRS, {}),
        "unknown crs": (geojson(folder, good, "a.geojson"), UnknownCRS, {"crs": "EPSG:1"}),
        "other crs": (_gpkg(folder, metres, "EPSG:9216"), OutsideWindow, {}),
        "empty": (
            raw("rong.geojson", b'{"type":"FeatureCollection","features":[]}'),
            EmptyFile,
            {},
        ),
        "no geometry": (geojson(folder, drawn(None), "b.geojson"), EmptyGeometry, {}),
        "broken": (geojson(folder, drawn(bowtie), "c.geojson"), InvalidGeometry, {}),
        "a point": (
            geojson(folder, drawn(shapely.Point(tiny.WEST, tiny.SOUTH)), "d.geojson"),
            NotAnArea,
            {},
        ),
        "twice": (geojson(folder, parcel_frame((1, 2, 2)), "e.geojson"), DuplicateParcel, {}),
        "column": (geojson(folder, good.drop(columns="Số thửa"), "f.geojson"), MissingColumn, {}),
        "value": (
            geojson(folder, parcel_frame((1, 2), **{"Số thửa": ["7", ""]}), "g.geojson"),
            MissingValue,
            {},
        ),
        "area": (
            geojson(folder, parcel_frame((1, 2), **{"Diện tích": ["7", "bảy"]}), "h.geojson"),
            BadNumber,
            {},
        ),
        "layers": (_two_layers(folder, good), SeveralLayers, {}),
    }


def _gpkg(folder, frame, crs):
    path = folder / "lech.gpkg"
    write_features(frame.set_crs(crs, allow_override=True), path)
    return path


def _two_layers(folder, frame):
    path = folder / "hai-lop.gpkg"
    frame.to_file(path, layer="a", driver="GPKG")
    frame.to_file(path, layer="b", driver="GPKG")
    return path


BAD_PARCELS = (
    *("missing", "unreadable", "format", "text", "no crs", "unknown crs", "other crs", "empty"),
    *("no geometry", "broken", "a point", "twice", "column", "value", "area", "layers"),
)


@pytest.mark.parametrize("what", BAD_PARCELS)
def test_a_bad_file_of_parcels_is_refused_by_its_kind_and_changes_nothing(ledger, tmp_path, what):
    path, kind, options = bad_parcels(tmp_path)[what]
    before = contents(ledger)
    with pytest.raises(kind or (UnreadableFile, WrongFormat)) as caught:
        take_parcels(ledger, path, **options)
    assert contents(ledger) == before
    assert not (ledger.folder / "layers").exists()
    assert "…" not in sentence(caught.value) or what in {"missing", "column", "empty"}


class TestHouseholdLists:
    def test_rows_join_their_parcels_and_become_cases(self, ledger, tmp_path):
        path = a_list(
            tmp_path,
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            [1, "Phan Thị Đẹt\nLê Văn Bảy", "Số 9, KV 1", "P7-73", "263A", "1.234,5"],
            ["", "TỔNG CỘNG", "", "", "", "1.234,5"],
        )
        report = take_cases(ledger, path)
        assert (report.codes, report.new_households) == (("XM-004",), 1)
        (row,) = [
            one for one in list_cases(ledger, OFFICER, NOW) if one.state.case.code == "XM-004"
        ]
        assert (row.holder, row.state.case.affected_m2) == ("Phan Thị Đẹt", 1234.5)
        assert row.state.case.officer_code == "CB05"
        assert row.parcel.label == "P7-73/263A"
        assert row.state.case.area_code == "KV1"
        assert prove_log(ledger, tiny.ADMIN).holds

    def test_one_household_with_two_parcels_is_one_household(self, ledger, tmp_path):
        more_parcels(ledger, tmp_path)
        path = a_list(
            tmp_path,
            [1, "Phan Thị Thuỷ", "Số 9, KV 1", "12", "105", 5],
            [2, "Phan Thị Thủy", "số 9, kv 1", "12", "106", 6],
            [3, "Phan Thị Thuỷ", "Số 10, KV 1", "12", "107", 7],
        )
        report = take_cases(ledger, path)
        assert (len(report.codes), report.new_households, report.area_m2) == (3, 2, 18.0)

    def test_a_household_the_ward_knows_is_found_again_by_name_and_address(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, "ĐẶNG VĂN ĐỨC", "Số 2, Khu vực 1", "P7-73", "263A", 5])
        assert take_cases(ledger, path).new_households == 0
        assert "H002" in {
            code
            for one in list_cases(ledger, OFFICER, NOW)
            if one.state.case.code == "XM-004"
            for code in one.state.case.household_codes
        }

    def test_a_merged_household_is_found_again_as_the_one_that_was_kept(self, ledger, tmp_path):
        kept, other = (household_line(ledger, OFFICER, one).household for one in ("H001", "H002"))
        merge_households(ledger, OFFICER, kept=kept, other=other, reason="trùng", now=NOW)
        path = a_list(tmp_path, [1, "ĐẶNG VĂN ĐỨC", "Số 2, Khu vực 1", "P7-73", "263A", 5])
        assert take_cases(ledger, path).new_households == 0
        [code] = [
            code
            for one in list_cases(ledger, OFFICER, NOW)
            if one.state.case.code == "XM-004"
            for code in one.state.case.household_codes
        ]
        assert code == "H001"

    def test_the_same_name_elsewhere_is_another_household(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, UT, "Số 77, Khu vực 2", "P7-73", "263A", 5])
        assert take_cases(ledger, path).new_households == 1

    def test_codes_stay_unique_when_some_are_taken_or_were_removed(self, ledger, tmp_path):
        more_parcels(ledger, tmp_path)
        headings = [*LIST, "Mã hồ sơ", "Mã hộ"]
        path = a_list(
            tmp_path,
            [1, "Lê A", "a", "12", "105", 5, "XM-200", "H900"],
            [2, "Lê B", "b", "12", "106", 5, "", ""],
            [3, "Lê C", "c", "12", "107", 5, "", ""],
            headings=headings,
        )
        report = take_cases(ledger, path)
        assert report.codes == ("XM-200", "XM-201", "XM-202")
        homes = {code for one in contents(ledger)["households"] for code in [one.code]}
        assert {"H900", "H901", "H902"} <= homes

    def test_officer_area_track_and_date_of_a_row_are_read(self, ledger, tmp_path):
        path = a_list(
            tmp_path,
            [
                1,
                "Lê A",
                "a",
                "P7-73",
                "263A",
                5,
                "lữ hoài ân",
                "Khu vực 2",
                "Thu hồi",
                "14/03/2014",
            ],
            headings=[*LIST, "Cán bộ", "Khu vực", "Loại hồ sơ", "Ngày lập"],
        )
        (code,) = take_cases(ledger, path).codes
        (case,) = [
            one.state.case
            for one in list_cases(ledger, OFFICER, NOW)
            if one.state.case.code == code
        ]
        assert (case.officer_code, case.area_code, case.track) == ("CB03", "KV2", "recovery")
        assert f"{case.opened_on}" == "2014-03-14"

    def test_a_csv_of_vietnamese_excel_is_read(self, ledger, tmp_path):
        path = tmp_path / "ho.csv"
        lines = [";".join(LIST), "1;Lê A;a;P7-73;263A;12,5"]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        assert take_cases(ledger, path).area_m2 == 12.5

    def test_every_case_has_its_event_and_one_batch_binds_them(self, ledger, tmp_path):
        more_parcels(ledger, tmp_path)
        path = a_list(tmp_path, [1, "Lê A", "a", "12", "105", 5], [2, "Lê B", "b", "12", "106", 5])
        take_cases(ledger, path)
        *_, first, second, last = contents(ledger)["events"]
        batches = {json.loads(one.payload)["batch"] for one in (first, second, last)}
        assert [one.kind for one in (first, second, last)] == [
            "case.opened",
            "case.opened",
            "cases.imported",
        ]
        assert len(batches) == 1
        assert "Lê A" not in first.payload

    def test_the_same_form_saved_twice_writes_once(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, "Lê A", "a", "P7-73", "263A", 5])
        take_cases(ledger, path, key="k")
        assert take_cases(ledger, path, key="k").saved.repeated
        assert len(list_cases(ledger, OFFICER, NOW)) == 4

    def test_the_same_file_taken_again_is_refused_by_its_first_row(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, "Lê A", "a", "P7-73", "263A", 5])
        take_cases(ledger, path)
        with pytest.raises(RowRefused) as caught:
            imports.import_cases(
                ledger,
                OFFICER,
                path,
                project_code="XM",
                track=TrackCode.DONATION,
                officer_code="CB05",
                now=later(1),
            )
        assert sentence(caught.value) == (
            "Dòng 3, cột Số thửa: “P7-73/263A” đã có hồ sơ trong công trình này. "
            "Hãy sửa rồi nhập lại cả tệp."
        )

    def test_a_preview_names_every_bad_row_and_writes_nothing(self, ledger, tmp_path):
        before = contents(ledger)
        path = a_list(
            tmp_path,
            [1, "Lê A", "a", "P7-73", "263A", 5],
            [2, "Lê B", "b", "12", "999", 5],
            [3, "Lê C", "c", "12", "", 5],
            [4, "Lê D", "d", "P7-73", "263A", "năm"],
        )
        report = preview_of_cases(ledger, path)
        assert [type(one) for one in report.refusals] == [RowRefused, MissingValue, BadNumber]
        assert [one.values["row"] for one in report.refusals] == [4, 5, 6]
        assert report.codes == ("XM-004",)
        assert contents(ledger) == before

    def test_who_may_not_import_is_refused(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, "Lê A", "a", "P7-73", "263A", 5])
        with pytest.raises(NotAllowed):
            take_cases(ledger, path, actor=CHAIR)

    def test_an_unknown_project_or_officer_is_refused(self, ledger, tmp_path):
        path = a_list(tmp_path, [1, "Lê A", "a", "P7-73", "263A", 5])
        with pytest.raises(UnknownRecord):
            take_cases(ledger, path, project_code="??")
        with pytest.raises(UnknownRecord):
            take_cases(ledger, path, officer_code="??")


def more_parcels(ledger, folder):
    """Bring parcels 5, 6 and 7 into the layer."""
    path = geojson(folder, parcel_frame((5, 6, 7)), "them.geojson")
    take_parcels(ledger, path, replace_all=False)


GOOD = [1, "Lê A", "a", "P7-73", "263A", 5]
BAD_LISTS = {
    "no file": (None, (), MissingFile),
    "no rows": (LIST, (), EmptyFile),
    "only a total": (LIST, (["", "TỔNG CỘNG", "", "", "", 5],), EmptyFile),
    "no column": (LIST[:4], ([1, "Lê A", "a", "12"],), MissingColumn),
    "no header": (["x", "y"], ([1, 2],), MissingColumn),
    "no name": (LIST, (GOOD, [2, "", "b", "12", "102", 5]), MissingValue),
    "no area": (LIST, ([1, "Lê A", "a", "P7-73", "263A", ""],), MissingValue),
    "bad area": (LIST, ([1, "Lê A", "a", "P7-73", "263A", "-5"],), BadNumber),
    "twice": (LIST, (GOOD, [2, "Lê B", "b", "P7-73", "263A", 5]), DuplicateParcel),
    "unknown parcel": (LIST, (GOOD, [2, "Lê B", "b", "12", "999", 5]), RowRefused),
    "taken parcel": (LIST, (GOOD, [2, "Lê B", "b", "12", "102", 5]), RowRefused),
    "bad date": ([*LIST, "Ngày lập"], ([*GOOD, "30/02/2014"],), BadDate),
    "future": ([*LIST, "Ngày lập"], ([*GOOD, "08/04/2014"],), RowRefused),
    "long ago": ([*LIST, "Ngày lập"], ([*GOOD, "08/04/1914"],), RowRefused),
    "officer": ([*LIST, "Cán bộ"], ([*GOOD, "Không Ai"],), RowRefused),
    "area name": ([*LIST, "Khu vực"], ([*GOOD, "Sao Hoả"],), RowRefused),
    "track": ([*LIST, "Loại hồ sơ"], ([*GOOD, "mượn"],), RowRefused),
    "case code": ([*LIST, "Mã hồ sơ"], ([*GOOD, "XM-001"],), RowRefused),
    "household": ([*LIST, "Mã hộ"], ([*GOOD, "H001"],), RowRefused),
    "long name": (LIST, ([1, "Lê" * 200, "a", "P7-73", "263A", 5],), RowRefused),
}


@pytest.mark.parametrize("what", BAD_LISTS)
def test_a_bad_list_is_refused_by_its_kind_and_changes_nothing(ledger, tmp_path, what):
    headings, rows, kind = BAD_LISTS[what]
    path = tmp_path / "ho.xlsx"
    if headings:
        a_list(tmp_path, *rows, headings=headings)
    before = contents(ledger)
    with pytest.raises(kind) as caught:
        take_cases(ledger, path)
    assert contents(ledger) == before
    if "row" in caught.value.values:
        assert f"Dòng {len(rows) + 2}" in sentence(caught.value)


@pytest.mark.parametrize("name", ["ho.xls", "ho.docx", "ho.xlsx"])
def test_a_list_of_another_format_is_refused(ledger, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"khong phai bang tinh")
    with pytest.raises((WrongFormat, UnreadableFile)):
        take_cases(ledger, path)
