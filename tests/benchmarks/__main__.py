"""All benchmarks, or those named: ``python -m tests.benchmarks [engine] [display] …``."""

import sys

from tests.benchmarks import browser, display, engine, memory, network, sessions, sweep, views

BENCHMARKS = {
    "engine": engine.main,
    "display": display.main,
    "browser": browser.main,
    "sessions": sessions.main,
    "memory": memory.main,
    "network": network.main,
    "sweep": sweep.main,
    "views": views.main,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"\n## {name}\n", flush=True)
        BENCHMARKS[name]()
