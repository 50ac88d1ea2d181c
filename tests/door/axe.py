"""axe-core in a page: what it finds there that keeps somebody out."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page

RUN = "() => axe.run(document, { iframes: false, resultTypes: ['violations'] })"


def violations(page: Page | Frame) -> list[str]:
    """Each with its rule, its place and what would mend it; of all rules that axe knows."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN)["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']} in {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
