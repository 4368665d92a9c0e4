from django.apps import AppConfig


class BspPortalConfig(AppConfig):
    name = "bsp_portal"
    label = "bsp_portal"
