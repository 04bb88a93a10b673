"""The errors that are shown to the user as they are written."""


class AppError(Exception):
    """A sentence for the user: what happened, what is safe, what to do now."""


class InputError(AppError):
    """What was given cannot be understood."""


class RuleError(AppError):
    """What was asked for is not allowed, or not now."""
