"""What the floors above know about agencies and agreements (core.sockets)."""

from core.sockets import Socket

# Asked with an agency and the reader; each answer is a core.pages.related.RelatedList.
agency_sections = Socket()
# Asked with an agreement and the reader; each answer is a core.pages.related.RelatedList.
agreement_sections = Socket()
# Asked with the reader; each answer is a query of the primary keys of agencies that take part in live work.
agencies_at_work = Socket()
