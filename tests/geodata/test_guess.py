import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, box

from geodata.guess import guess_metric_crs, why_outside


def around(lon, lat):
    return gpd.GeoDataFrame(
        geometry=[box(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)], crs=4326
    )


@pytest.mark.parametrize(
    ("lon", "lat", "crs"),
    [
        (105.71, 10.09, "EPSG:5897"),
        (105.85, 21.0, "EPSG:9210"),
        (108.2, 16.05, "EPSG:9217"),
        (2.32, 48.67, "EPSG:32631"),
        (-70.6, -33.4, "EPSG:32719"),
    ],
)
def test_the_metric_system_follows_the_place(lon, lat, crs):
    assert guess_metric_crs(around(lon, lat)) == crs


def test_coordinates_that_are_no_numbers_explain_nothing():
    frame = gpd.GeoDataFrame(geometry=[Point(np.inf, 1)], crs=4326)
    assert why_outside(frame, (105.0, 10.0, 106.0, 11.0)) == ("unknown", None)
