"""The printing child with guards taken away, to show that the canary sings. Never part of the product.

Started in place of ``core.pdf.child`` by a test; the second argument names what is taken away.
"""

import sys

from weasyprint.urls import URLFetcher

from core.pdf import child, confinement

if "fetcher" in sys.argv[2]:
    child.asset_fetcher = lambda assets, refused: URLFetcher(allow_redirects=True)
if "confinement" in sys.argv[2]:
    confinement.leave_network = lambda: False
    confinement.write_only_below = lambda folder: False
child.main()
