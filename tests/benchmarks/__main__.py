"""All benchmarks, or those named: ``python -m tests.benchmarks [engine] [display] …``."""

import argparse

from tests.benchmarks import (
    browser,
    display,
    engine,
    large,
    memory,
    network,
    school,
    sessions,
    sweep,
    views,
)

BENCHMARKS = {
    "engine": engine.main,
    "display": display.main,
    "browser": browser.main,
    "sessions": sessions.main,
    "memory": memory.main,
    "network": network.main,
    "sweep": sweep.main,
    "views": views.main,
    "large": large.main,
    "school": school.main,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(BENCHMARKS))
    parser.add_argument("--url", help="with the name school: measure the one at this address")
    given = parser.parse_args()
    if given.url:
        school.main(given.url)
    else:
        for name in given.names or BENCHMARKS:
            print(f"\n## {name}\n", flush=True)
            BENCHMARKS[name]()
