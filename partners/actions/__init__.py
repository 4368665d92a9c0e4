"""Every act on agencies and the people who speak in the portal, focal points, agreements and their commitments."""

from partners.actions.agencies import add_member, disable_agency, enable_agency, register_agency
from partners.actions.agreements import add_commitment, record_agreement, report_commitment
from partners.actions.focal_points import appoint_focal_point, establish_post, keep_contact, vacate_post
from partners.actions.people import (
    confirm_role_change,
    drop_role_change,
    enable_person,
    invite_person,
    propose_role_change,
)
from partners.actions.personal_data import erase_after_function, erase_person, export_person

__all__ = [
    "add_commitment",
    "add_member",
    "appoint_focal_point",
    "confirm_role_change",
    "disable_agency",
    "drop_role_change",
    "enable_agency",
    "enable_person",
    "erase_after_function",
    "erase_person",
    "establish_post",
    "export_person",
    "invite_person",
    "keep_contact",
    "propose_role_change",
    "record_agreement",
    "register_agency",
    "report_commitment",
    "vacate_post",
]
