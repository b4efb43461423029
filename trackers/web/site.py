"""What every route needs: the settings and the store, opened when first asked for."""

from dataclasses import dataclass

from trackers.config import Settings
from trackers.services.providers import Provider
from trackers.services.site import close_site, open_site
from trackers.store import Ledger
from trackers.store.opening import Store


@dataclass(frozen=True)
class Site:
    """One installation of the program; `provider` is the office's own identity provider."""

    settings: Settings
    provider: Provider | None = None

    @property
    def store(self) -> Store:
        """The store; raises as `open_site` does."""
        chosen = self.settings
        return open_site(chosen.data_dir, chosen.database_url, chosen.key_file)

    def ledger(self, ward: str) -> Ledger:
        """Give the store of one ward; raises UnknownWard."""
        return self.store.ledger(ward)

    def close(self) -> None:
        """Let go of the files."""
        close_site(self.settings.data_dir, self.settings.database_url)
