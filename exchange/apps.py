from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"

    def ready(self):
        import_module("exchange.listeners")
