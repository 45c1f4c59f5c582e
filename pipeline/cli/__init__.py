"""The `polyclinic` command: arguments, progress, colour, exit status. Each command is a thin skin over a plain function."""
