"""What a browser says of itself, in the two names that its owner recognises it by."""

# In this order: most browsers also name those that they resemble.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """“Firefox, Windows”; only what is known of the two, and nothing for a program that hides both."""
    found = [_first(user_agent, names) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name)


def _first(text: str, names) -> str:
    return next((name for sign, name in names if sign in text), "")
