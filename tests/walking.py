"""What tests find by walking the programme: every address with its view, and every class of a kind."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import URLPattern, get_resolver


def callbacks(patterns: Sequence | None = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, Callable]]:
    """The name of every address of the URL map (its pattern where it has none), and the view that answers there."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)]), pattern.callback
        else:
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from callbacks(pattern.url_patterns, inside)


def addresses() -> Iterator[tuple[str, type | None]]:
    """The name of every address, and the class of its view if any."""
    for name, callback in callbacks():
        yield name, getattr(callback, "view_class", None)


def paths() -> dict[str, str]:
    """Every address by its name, written out, with some record in it that is not there."""
    values = {"language": "en", "metric": "M1", "pk": 1, "number": 1}
    found = {}

    def walk(resolver, prefix, spaces):
        for name, (forms, *_rest) in resolver.reverse_dict.items():
            if isinstance(name, str):
                part, arguments = forms[0]
                path = prefix + part % {argument: values.get(argument, "x-1") for argument in arguments}
                found[":".join([*spaces, name])] = f"/{path}"
        for space, (part, inner) in resolver.namespace_dict.items():
            walk(inner, prefix + part, (*spaces, space))

    walk(get_resolver(), "", ())
    return found


def views_of(*kinds: type) -> dict[str, type]:
    """The addresses whose view is of one of these classes: name and view."""
    return {name: view for name, view in addresses() if view and issubclass(view, kinds)}


def subclasses(base: type) -> set[type]:
    """Every class below ``base``, those of all views and forms included."""
    get_resolver().url_patterns  # noqa: B018 (imports every view, and with it every form)
    return {one for child in base.__subclasses__() for one in {child} | subclasses(child)}
