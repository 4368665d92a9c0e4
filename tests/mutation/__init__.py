"""Each guard switched off in turn: some test must fail, or nothing would notice its loss."""
