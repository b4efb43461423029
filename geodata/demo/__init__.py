"""The demo ward: a schematic fabric of roads, water, parcels and works, drawn from a seed."""

from geodata.demo.fabric import Fabric as Fabric
from geodata.demo.fabric import make_fabric as make_fabric
