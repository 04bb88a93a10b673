"""Where files live: the shipped resources and this user's folders."""

import sys
from pathlib import Path

import platformdirs

APP_NAME = "Plainbill"


def resource(name: str) -> Path:
    """Find a shipped file in `resources/`, from a checkout, a wheel or a bundle alike."""
    here = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    roots = [here.parent / "resources", here / "resources"]
    if bundle:
        roots.insert(0, Path(bundle) / "resources")
    for root in roots:
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"resources/{name} is missing from this installation")


def documents_folder() -> Path:
    """The user's own folder for practices and papers."""
    return Path(platformdirs.user_documents_dir()) / APP_NAME


def settings_folder() -> Path:
    """The folder for this computer's settings and logs; no patient data goes there."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
