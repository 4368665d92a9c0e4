import pytest

from reports import actions, builder, preview, renderer
from reports.models import Edition, Narrative, Report, Snapshot
from reports.tasks import build_report
from tests.factories.reports import ReformFactory, ReportFactory, SessionFactory
from tests.reports.specimen import specimen


@pytest.fixture(scope="session")
def rendering():
    """The specimen, printed once for all tests that look at it."""
    return renderer.render(specimen())


@pytest.fixture
def session(db):
    """The twenty-sixth session, to which the report for 2010 goes, and the 30 reforms that every report lists."""
    for number in range(1, 31):
        ReformFactory(number=number)
    return SessionFactory()


@pytest.fixture
def media(tmp_path, settings):
    """A folder of its own for printed files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ready_report(session, media):
    """A report with real figures and an edition on file that was not printed: for acts that follow the printing."""
    report = ReportFactory(session=session)
    Narrative.objects.create(report=report, section="summary", language="en")
    content = builder.collect(report)
    snapshot = Snapshot.objects.create(report=report, number=1, content=content, digest=builder.digest(content))
    Edition.objects.create(
        snapshot=snapshot,
        language="en",
        format="pdf",
        file=actions.store_once("editions/specimen.pdf", b"%PDF-1.7"),
        digest="0" * 64,
        size=8,
        pages=1,
        words=3_000,
        pages_on_screen=preview.pages(builder.compose(content, "en"), actions.figure_address, actions.page_address),
        manifest={},
    )
    return report


@pytest.fixture
def built_report(session, secretariat, media):
    """A report that has really been built and printed."""
    report = actions.order_report(session, 2010, by=secretariat)
    build_report(report.pk)
    return Report.objects.get(pk=report.pk)
