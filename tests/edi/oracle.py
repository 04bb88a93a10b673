"""pyx12 as a second opinion on what we write: structure, codes of the map, types, counts.

It is told to share its maps, since it reads their XML anew for every file, and its bugs of release 4.0.0 are
kept away from: a fault that it finds in ISA, GS or ST gives False without an entry in its report.
"""

import functools
import io
import json
import logging

import pyx12.map_if
import pyx12.params
import pyx12.x12n_document

logging.getLogger("pyx12").setLevel(logging.CRITICAL)
pyx12.map_if.load_map_file = functools.cache(pyx12.map_if.load_map_file)
PARAMETERS = pyx12.params.ParamsBase()
PARAMETERS.set("exclude_external_codes", "remark_code")


def faults_of(text: str) -> list[str]:
    """What the oracle finds wrong; a single entry if it only says that something is."""
    report = io.StringIO()
    is_valid = pyx12.x12n_document.x12n_document(PARAMETERS, io.StringIO(text), None, None, None, report)
    found = list(_faults(json.loads(report.getvalue())))
    return found or ([] if is_valid else ["refused without a reason: look at ISA, GS and ST"])


def _faults(part):
    if isinstance(part, dict):
        for fault in part.get("errors") or ():
            yield f"{part.get('id') or part.get('seg_id') or ''} {json.dumps(fault)}"
        for value in part.values():
            yield from _faults(value)
    elif isinstance(part, list):
        for value in part:
            yield from _faults(value)
