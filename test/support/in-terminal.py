"""Runs a program in a pseudo-terminal of its own and types into it.

in-terminal.py SCRIPT COMMAND...: SCRIPT is JSON, a list of steps [wait-for-text, bytes-to-type]. stdin, stderr and the
controlling terminal are the pty; stdout is a pipe. Prints JSON: what stood on the terminal, on stdout, the status
(negative: the signal) and whether the terminal was left as it was found.
"""

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time

steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
master, slave = pty.openpty()
before = termios.tcgetattr(slave)


def control():
    os.setsid()
    import fcntl

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


child = subprocess.Popen(argv, stdin=slave, stdout=subprocess.PIPE, stderr=slave, preexec_fn=control)
screen = b""
deadline = time.time() + 20


def read(seconds):
    global screen
    ready, _, _ = select.select([master], [], [], seconds)
    if ready:
        screen += os.read(master, 65536)


for wait_for, text in steps:
    while wait_for.encode() not in screen and time.time() < deadline:
        read(0.05)
    # At once, as a script would; but what follows comes as keys of its own.
    time.sleep(0 if text is steps[0][1] else 0.15)
    os.write(master, text.encode("utf-8", "surrogateescape"))
while child.poll() is None and time.time() < deadline:
    read(0.05)
if child.poll() is None:
    child.kill()
stdout = child.stdout.read()
while select.select([master], [], [], 0.05)[0]:
    screen += os.read(master, 65536)
after = termios.tcgetattr(slave)
print(
    json.dumps(
        {
            "screen": screen.decode("utf-8", "replace"),
            "stdout": stdout.decode("utf-8", "replace"),
            "status": child.wait(),
            "restored": before == after,
        }
    )
)
