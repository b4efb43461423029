"""The demo ward Trà An: invented people and dates, written through the real services."""

from trackers.services.demo.loading import CODE as CODE
from trackers.services.demo.loading import load as load
