"""The Qt kit: the look, the fields, the keys and the voice of the program. It knows no feature."""
