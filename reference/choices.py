"""Code values of the reference floor that are fixed by the documents or by international standards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    """Groups with special attention under the plan; a country's membership has dates."""

    LDC = "ldc", _("Least developed countries")
    LLDC = "lldc", _("Landlocked developing countries")
    SIDS = "sids", _("Small island developing States")
    SIDS_ASSOCIATE = "sids-associate", _("Associate members of regional commissions among small islands")
    AFRICA = "africa-group", _("Africa")
    DEVELOPING = "developing", _("Developing countries")
    DEVELOPED = "developed", _("Developed countries")
    TRANSITION = "transition", _("Countries with economies in transition")
    POST_CONFLICT = "post-conflict", _("Post-conflict countries")


class MeaCluster(models.TextChoices):
    BIODIVERSITY = "biodiversity", _("Biodiversity")
    CHEMICALS_WASTE = "chemicals_waste", _("Chemicals and waste")
    CLIMATE = "climate", _("Climate and atmosphere")
    LAND = "land", _("Land")
    FRESHWATER = "freshwater", _("Freshwater")
    SEAS = "seas", _("Oceans and seas")
    GOVERNANCE = "governance", _("Environmental governance")
    OTHER = "other", _("Other")


class MeaKind(models.TextChoices):
    """Legal nature of an agreement; values as in the code list and in the founding documents."""

    TREATY = "treaty", _("MEA")
    CONVENTION = "convention", _("Convention")
    REGIONAL_SEAS_CONVENTION = "regional seas convention", _("Regional seas convention")
    PROTOCOL = "protocol", _("Protocol")
    AMENDMENT = "amendment", _("Amendment")
    AGREEMENT = "agreement", _("Agreement")
    REGIONAL_SEAS_PLAN = "regional seas action plan (not a treaty)", _("Regional seas action plan (not a treaty)")
    FRAMEWORK = "framework (not a treaty)", _("Framework (not a treaty)")
    PROGRAMME = "non_binding_programme", _("Programme that is not binding")
    FAMILY = "family", _("Family of agreements")


class MeaScope(models.TextChoices):
    GLOBAL = "global", _("Global")
    REGIONAL = "regional", _("Regional")


class DocumentType(models.TextChoices):
    REPORT_OF_EXECUTIVE_DIRECTOR = "report_of_executive_director", _("Report of the Executive Director")
    NOTE_BY_SECRETARIAT = "note_by_secretariat", _("Note by the secretariat")
    DRAFT_DECISION = "draft_decision", _("Draft decision")
    INFORMATION_DOCUMENT = "information_document", _("Information document (INF)")
    ADDENDUM = "addendum", _("Addendum")
    INVENTORY = "inventory", _("Inventory of activities")
    GAP_ANALYSIS = "gap_analysis", _("Needs and gaps analysis")


class SdgLevel(models.TextChoices):
    GOAL = "goal", _("Goal")
    TARGET = "target", _("Target")
