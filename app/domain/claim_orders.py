"""Who ordered the tests of a claim where nobody is named: to Medicare the provider who did them.

Source: Medicare Claims Processing Manual, chapter 26, item 17: where the ordering physician is also the
performing one, as with tests in the office, that physician's name and NPI stand in item 17.
"""

from dataclasses import replace

from app.domain.claim_content import ClaimContent, ReferringProvider
from app.domain.scrubbing.code_families import is_imaging, is_laboratory

ORDERING = "DK"


def name_own_orders(content: ClaimContent) -> ClaimContent:
    """Name the rendering provider as the ordering one of Medicare's tests and pictures, if no one else is."""
    rendering = content.rendering
    if content.referring or not content.is_medicare or not rendering.npi:
        return content
    if not any(is_laboratory(line.code) or is_imaging(line.code) for line in content.lines):
        return content
    name = content.signatures.provider_name or rendering.name.spoken
    return replace(content, referring=ReferringProvider(ORDERING, name, rendering.npi))
