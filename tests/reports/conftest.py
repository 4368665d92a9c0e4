import pytest

from reports import renderer
from tests.reports.specimen import specimen


@pytest.fixture(scope="session")
def rendering():
    """The specimen, printed once for all tests that look at it."""
    return renderer.render(specimen())
