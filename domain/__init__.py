"""The field's words and rules. shapely and pyproj only: no file, database or screen."""
