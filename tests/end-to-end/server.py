"""The local AWS: moto's server on a free port, which ends when the tests that started it end.

Takes the folder of their settings along, which nobody else is left to remove.
"""

import os
import shutil
import sys
import threading

from moto.server import main


def end_with_the_tests():
    """Their end closes the pipe, however they end."""
    sys.stdin.buffer.read()
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


threading.Thread(target=end_with_the_tests, daemon=True).start()
main(["-H", "127.0.0.1", "-p", "0"])
