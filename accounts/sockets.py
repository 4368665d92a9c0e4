"""What the floors above know about accounts (core.sockets)."""

from core.sockets import Socket

# Asked with an account; each answer is a query of the primary keys of accounts that speak for the same agency.
colleagues = Socket()
# Asked with a list of accounts; each answer is a dictionary of the name of the agency by the account's primary key.
agency_names = Socket()
