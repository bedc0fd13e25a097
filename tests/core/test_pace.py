from playground.core.pace import breathe, breathing


def test_work_rests_where_somebody_waits_and_nowhere_else() -> None:
    rests: list[str] = []
    breathe()
    with breathing(lambda: rests.append("outer")):
        breathe()
        with breathing(lambda: rests.append("inner")):
            breathe()
        breathe()
    breathe()
    assert rests == ["outer", "inner", "outer"]
