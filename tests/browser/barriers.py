"""What keeps people from reading a page: what axe finds, and a page that is wider than its screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SMALLEST = 320
# Every scheme, direction and width occurs on every page: Arabic has the narrow one, where it is harder, and French with
# its long words goes down to the smallest screen.
in_both_views = pytest.mark.parametrize(("width", "scheme", "language"), [(390, "light", "ar"), (1280, "dark", "fr")])


def assert_axe_finds_nothing(page):
    """The page must run scripts: axe is one itself and would wait for ever."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def assert_no_barrier(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_axe_finds_nothing(page)
    page.set_viewport_size({"width": SMALLEST, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
