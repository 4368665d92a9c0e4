"""British English as the United Nations writes it."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "j F Y, H:i"
THOUSAND_SEPARATOR = ","
