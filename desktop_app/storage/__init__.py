"""Where is it kept? The encrypted store, its keys, the audit trail, and the one thread."""

import sys

if sys.platform == "win32":
    # SQLAlchemy asks for the machine's name on import; Windows answers through WMI, which can
    # hang for seconds on a council laptop. Answered here, before any module of this folder.
    import os
    import platform

    if getattr(platform, "_uname_cache", None) is None:
        _version = sys.getwindowsversion()
        _processor = os.environ.get("PROCESSOR_ARCHITEW6432") or os.environ.get(
            "PROCESSOR_ARCHITECTURE", ""
        )
        _answer = platform.uname_result(
            "Windows",
            os.environ.get("COMPUTERNAME", ""),
            str(_version.major),
            f"{_version.major}.{_version.minor}.{_version.build}",
            _processor,
        )
        setattr(platform, "_uname_cache", _answer)  # noqa: B010 - it has no public name
