"""Python runs this before anything else where the folder is on PYTHONPATH: moto starts with one request at a time.

Its server has a thread for each request, and its dictionaries have no lock: of two requests at once, one can answer
500 ("dictionary changed size during iteration"), both can hold a conditional write true, and what one makes in a
region that nothing has been in can be lost. AWS does none of these.
"""

import os
import traceback

# It is served as ever: a receive waits in its request for messages that others send.
WAITING = "sqs"

try:
    from threading import Lock

    from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Server

    one_at_a_time = Lock()

    def call(self, environ, start_response):
        app = self.get_application(environ)
        if app.service == WAITING:
            return app(environ, start_response)
        with one_at_a_time:
            return app(environ, start_response)

    Server.__call__ = call
except Exception:  # Python would go on without it.
    traceback.print_exc()
    os._exit(1)
