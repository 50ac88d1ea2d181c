"""Public holidays of a country or a part of one, from the `holidays` package."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache


@lru_cache(maxsize=16)
def holiday_table(region: str) -> Callable[[int], frozenset[date]] | None:
    """The public holidays by year of "SK" or "DE-BY"; None where that is not known."""
    # The package takes a tenth of a second to load, and most policies name no region.
    import holidays

    country, _, part = region.partition("-")
    parts = holidays.list_supported_countries(include_aliases=False).get(country)
    if parts is None or (part and part not in parts) or region.endswith("-"):
        return None

    @cache
    def days_off(year: int) -> frozenset[date]:
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))

    return days_off
