"""What the portal's database role may do to rows that are there. It reads every table and adds rows to most.

Each table stands here with the reason why its rows change or go; all others stay as they were written. Rows that an act
locks while it makes something beside them need a right to one column, which is their key.
"""

from core.database.grants import Rights

CHANGED = {
    "people change what they wrote, and acts carry it through its states": (
        "exchange_match",
        "exchange_offer",
        "governance_reform",
        "governance_session",
        "needs_assessmentneed",
        "needs_assistancerequest",
        "needs_need",
        "needs_needsassessment",
        "needs_screening",
        "partners_agency",
        "partners_commitment",
        "partners_focalpoint",
        "projects_lesson",
        "projects_project",
        "reports_narrative",
        "reports_report",
    ),
    "a person's account and role change, a consent is withdrawn": (
        "accounts_user",
        "partners_consent",
        "partners_rolechange",
    ),
    "what opens an account is used, or revoked": (
        "accounts_apitoken",
        "accounts_browsersession",
        "accounts_invitation",
        "mfa_authenticator",
    ),
    "a job is claimed, beats, and is finished": (
        "accounts_accountletter",
        "core_letter",
        "core_workerbeat",
    ),
    "a counter goes on": (
        "accounts_attempts",
        "core_codesequence",
        "core_refusals",
    ),
    "the answer to a form is noted beside its key": ("core_keyedanswer",),
}
REMOVED = {
    "something else is chosen in a form": (
        "accounts_user_meas",
        "needs_assistancerequest_capacity_types",
        "needs_assistancerequest_further_themes",
        "needs_assistancerequest_meas",
        "needs_assistancerequest_needs",
        "needs_need_areas",
        "needs_need_capacity_types",
        "needs_need_meas",
        "needs_need_sdg_targets",
        "projects_project_areas",
        "projects_project_capacity_types",
        "projects_project_groups",
        "projects_project_meas",
        "projects_project_needs",
        "projects_project_themes",
    ),
    "a need goes with the draft for which alone it was written, and what hangs on it": (
        "needs_assessmentneed",
        "needs_need",
        "needs_need_countries",
        "needs_need_groups",
        "reference_citation",
    ),
    "a role changes, and the person leaves the agency": ("partners_agencymember",),
    "an invitation is answered or withdrawn": ("projects_invitation",),
    "a person's data are removed": ("account_emailaddress", "account_emailconfirmation"),
    "a session ends, a factor is removed": (
        "accounts_browsersession",
        "mfa_authenticator",
    ),
    "its time is over": (
        "accounts_accountletter",
        "accounts_attempts",
        "core_keyedanswer",
        "core_letter",
        "core_workerbeat",
    ),
}
LOCKED = {
    "two versions of one assessment never get the same number": {"reference_country": "iso3"},
    "of two answers to an invitation one counts": {"projects_invitation": "id"},
}
# Code lists come with a release; the libraries' tables of groups and permissions give nobody anything.
READ_ONLY = (
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "reference_capacitytype",
    "reference_codelistvalue",
    "reference_country",
    "reference_countrygroup",
    "reference_crosscuttingarea",
    "reference_document",
    "reference_exchangerate",
    "reference_expectedaccomplishment",
    "reference_groupmembership",
    "reference_mea",
    "reference_purposecode",
    "reference_region",
    "reference_sdg",
    "reference_subprogramme",
    "reference_term",
    "reference_theme",
    "reference_vocabulary",
    "reports_fixedterm",
)

RIGHTS = Rights(changed=CHANGED, removed=REMOVED, locked=LOCKED, read_only=READ_ONLY)
