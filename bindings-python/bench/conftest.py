"""After the times, what they mean: ratios of one run."""

NUMPY = "test_numpy_by_hand"


def pytest_terminal_summary(terminalreporter, config):
    measured = {bench.name: bench for bench in config._benchmarksession.benchmarks if bench.stats.data}
    fastest = {name: bench.stats.min for name, bench in measured.items()}
    say = terminalreporter.write_line
    terminalreporter.section("ratios, fastest rounds of this run")
    for name, seconds in fastest.items():
        if NUMPY in fastest and name.startswith(("test_arrow_in", "test_polars", "test_numpy_in")):
            ratio = measured[name].extra_info.get("numpy", fastest[NUMPY] / seconds)
            say(f"{name}: {ratio:.1f} × the speed of numpy, {seconds * 1e3:.1f} ms")
    for name, bench in measured.items():
        if "overhead" in bench.extra_info:
            say(f"{name}: evaluate_table takes {bench.extra_info['overhead']:+.1%} of processor time over them")
    for name, bound, unit, factor in (("test_one_dossier", 10, "µs", 1e6), ("test_import", 30, "ms", 1e3)):
        if name in fastest:
            say(f"{name}: {fastest[name] * factor:.1f} {unit}, for {bound} {unit} at most")
