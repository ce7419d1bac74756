"""What looks across answers, meetings and children, and is therefore no data of a form."""
