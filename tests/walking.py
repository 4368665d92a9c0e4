"""What tests find by walking the programme: every address with its view, and every class of a kind."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, get_resolver


def addresses(patterns: Sequence | None = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, type | None]]:
    """The name of every address of the URL map (its pattern where it has none), and the class of its view if any."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            name = pattern.name or str(pattern.pattern)
            yield ":".join([*spaces, name]), getattr(pattern.callback, "view_class", None)
        else:
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, inside)


def views_of(*kinds: type) -> dict[str, type]:
    """The addresses whose view is of one of these classes: name and view."""
    return {name: view for name, view in addresses() if view and issubclass(view, kinds)}


def subclasses(base: type) -> set[type]:
    """Every class below ``base``, those of all views and forms included."""
    get_resolver().url_patterns  # noqa: B018 (imports every view, and with it every form)
    return {one for child in base.__subclasses__() for one in {child} | subclasses(child)}
