from playground.charts.answers import shown


def test_numbers_are_shown_as_what_they_are() -> None:
    fields = {"n": 10, "loss": 0.23593333, "p": 0.99999, "p_lowest": 0.5, "accuracy_later": 0.95}
    assert shown(fields) == {
        "n": "10",
        "loss": "0.2359",
        "p": ">99.99%",
        "p_lowest": "50.00%",
        "accuracy_later": "95 %",
    }


def test_settings_are_shown_as_typed_and_names_as_they_are() -> None:
    assert shown({"learning_rate": 0.01, "rate": 10.0, "label": "$x*"}) == {
        "learning_rate": "0.01",
        "rate": "10",
        "label": "$x*",
    }
