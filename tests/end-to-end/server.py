"""The local AWS: moto's server on a free port, which ends when the tests that started it end.

Takes the folder of their settings along, which nobody else is left to remove. Counts the requests that it is sent by
service, and tells the numbers at `/requests`.
"""

import collections
import json
import os
import re
import shutil
import sys
import threading

import moto.server

REQUESTS = collections.Counter()
COUNTING = threading.Lock()
SERVICE = re.compile(r"Credential=[^,]*/([a-z0-9-]+)/aws4_request")


def counted(application):
    """The same application, which counts."""

    def answer(environ, start_response):
        if environ["PATH_INFO"] == "/requests":
            with COUNTING:
                numbers = json.dumps(REQUESTS).encode()
            start_response("200 OK", [("Content-Length", str(len(numbers)))])
            return [numbers]
        signed = SERVICE.search(environ.get("HTTP_AUTHORIZATION", ""))
        with COUNTING:
            REQUESTS[signed.group(1) if signed else "unsigned"] += 1
        return application(environ, start_response)

    return answer


def end_with_the_tests():
    """Their end closes the pipe, however they end."""
    sys.stdin.buffer.read()
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


threading.Thread(target=end_with_the_tests, daemon=True).start()
serve = moto.server.run_simple
moto.server.run_simple = lambda host, port, application, **settings: serve(host, port, counted(application), **settings)
moto.server.main(["-H", "127.0.0.1", "-p", "0"])
