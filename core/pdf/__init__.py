"""From HTML to an accessible PDF: a child process without network prints, tags are repaired, a gate inspects."""
