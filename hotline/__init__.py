"""The rules: pure Python, values in, values out; no input or output, no clock."""
