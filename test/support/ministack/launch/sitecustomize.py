"""Python runs this before anything else where the folder is on PYTHONPATH: the emulator starts with the shims in it."""

import os
import traceback

try:
    import shims

    shims.install()
except Exception:  # Python would go on without them.
    traceback.print_exc()
    os._exit(1)
