"""Laws that hold for every entry of the catalogue."""
