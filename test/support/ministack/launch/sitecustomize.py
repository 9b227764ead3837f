"""Python runs this before anything else where the folder is on PYTHONPATH: the emulator starts with the shims in it."""

import os
import sys
import traceback

sys.dont_write_bytecode = True

try:
    import shims

    shims.install()
except Exception:  # Python would go on without them.
    traceback.print_exc()
    os._exit(1)
