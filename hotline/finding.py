"""One thing that is wrong with an installation, said to whoever runs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` names it for programs. `fault` False: worth knowing, and no reason to call the whole broken."""

    kind: str
    what: str
    mend: str
    fault: bool = True
