"""Council sessions, what was decided and asked there, reforms, bodies, meetings, duties and targets."""

from governance.models.bodies import Group, GroupMember, Meeting
from governance.models.decisions import Decision, DecisionAsk, Session
from governance.models.duties import Observation, ReportingDuty, Target
from governance.models.reforms import Reform, ReformStatus

__all__ = [
    "Decision",
    "DecisionAsk",
    "Group",
    "GroupMember",
    "Meeting",
    "Observation",
    "Reform",
    "ReformStatus",
    "ReportingDuty",
    "Session",
    "Target",
]
