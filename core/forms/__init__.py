"""Forms: shown, refused with what was typed, carried out once, saved without overwriting anybody."""
