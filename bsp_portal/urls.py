"""All addresses of the portal."""

from django.urls import include, path

from bsp_portal.api import api_urls
from bsp_portal.views import countries, desk, errors, language, meas, pages, problems, search, start
from core.pages import views as core_views

countries_urls = [
    path("", countries.CountryList.as_view(), name="country_list"),
    path("<slug:iso3>/", countries.CountryDetail.as_view(), name="country_detail"),
]
meas_urls = [
    path("", meas.MeaList.as_view(), name="mea_list"),
    path("<slug:code>/", meas.MeaDetail.as_view(), name="mea_detail"),
]
urlpatterns = [
    path("", start.start, name="start"),
    path("desk/", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
    path("countries/", include((countries_urls, "countries"))),
    path("meas/", include((meas_urls, "meas"))),
    path("", include("accounts.urls")),
    path("", include("accounts.allauth_urls")),
    path("", include("partners.urls")),
    path("", include("needs.urls")),
    path("", include("exchange.urls")),
    path("", include("projects.urls")),
    path("", include("governance.urls")),
    path("reports/", include("reports.urls")),
    path("api/v1/", include((api_urls, "api"))),
    path("data/", pages.data, name="data"),
    path("about/", pages.PlainPage.as_view(template_name="pages/about.html"), name="about"),
    path("accessibility/", pages.PlainPage.as_view(template_name="pages/accessibility.html"), name="accessibility"),
    path("privacy/", pages.PlainPage.as_view(template_name="pages/privacy.html"), name="privacy"),
    path("help/", pages.PlainPage.as_view(template_name="pages/help.html"), name="help"),
    path("security/", pages.PlainPage.as_view(template_name="pages/security.html"), name="security"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("problems/<slug:name>/", problems.problem_detail, name="problem_detail"),
    path("i18n/", language.choose_language, name="set_language"),
    path("healthz", core_views.healthz, name="healthz"),
    path("readyz", core_views.readyz, name="readyz"),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
