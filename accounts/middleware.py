"""What happens to the session of whoever is signed in."""


class SessionUseMiddleware:
    """Writes down that a session is in use, from which its idle time counts anew."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.session.is_to_be_noted():
            request.session.modified = True
        return self.get_response(request)
