"""How lists of needs and of requests are narrowed."""

from needs.filters.needs import NeedFilter
from needs.filters.requests import QueueFilter, RequestFilter

__all__ = ["NeedFilter", "QueueFilter", "RequestFilter"]
