"""The facts of the five founding documents: from ``bsp_portal/seed`` into the records of every floor."""
