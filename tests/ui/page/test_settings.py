from streamlit.testing.v1 import AppTest

from playground.core.settings import MODEL, SETTINGS, bounds
from playground.texts import CATALOGS
from tests.page import html_of, messages, open_more, opened, press, widget


def widgets(app: AppTest) -> dict:
    return {widget.key: widget for widget in [*app.number_input, *app.selectbox, *app.toggle]}


def fold_away(app: AppTest) -> None:
    app.session_state["more"] = False
    app.run()


def test_whole_numbers_are_typed_as_such_and_others_as_short_as_they_are(app: AppTest) -> None:
    open_more(app)
    formats = {number.key: number.proto.format for number in app.number_input}
    of_settings = {key: form for key, form in formats.items() if key in SETTINGS}
    assert {"epochs", "seed", "learning_rate", "weight_decay"} <= of_settings.keys()
    for name, form in of_settings.items():
        assert form == ("%d" if SETTINGS[name].kind is int else "%g")


def test_a_batch_size_of_0_says_what_it_stands_for(app: AppTest) -> None:
    open_more(app)
    labels = [number.label for number in app.number_input]
    assert CATALOGS["en"]["batch_size_all"] in labels
    widget(app, "batch_size").set_value(4).run()
    labels = [number.label for number in app.number_input]
    assert CATALOGS["en"]["batch_size"] in labels
    assert CATALOGS["en"]["batch_size_all"] not in labels


def test_a_page_drawn_again_sends_no_setting_over_what_is_typed_meanwhile(app: AppTest) -> None:
    open_more(app)
    press(app, "step")
    app.number_input(key="learning_rate").set_value(0.5).run()
    widgets = [*app.number_input, *app.selectbox, *app.toggle, *app.slider]
    enabled = [widget for widget in widgets if not widget.disabled]
    assert {"learning_rate", "speed", "epoch"} <= {widget.key for widget in enabled}
    assert [widget.key for widget in enabled if widget.proto.set_value] == []
    press(app, "reset")
    app.number_input(key="seed").set_value(7).run()
    enabled = [*app.number_input, *app.selectbox, *app.toggle]
    assert {"seed", "test_share", "standardise"} <= {widget.key for widget in enabled}
    assert [widget.key for widget in enabled if widget.proto.set_value] == []


def test_settings_folded_away_are_kept_and_undo_reaches_them() -> None:
    app = opened(weight_decay="0.25")
    open_more(app)
    assert widget(app, "weight_decay").value == 0.25
    widget(app, "test_share").set_value(0.2)
    widget(app, "standardise").set_value(True)
    widget(app, "initial_weights").set_value("zero").run()
    widget(app, "weight_decay").set_value(0.5).run()
    fold_away(app)
    press(app, "undo")
    press(app, "step")
    assert "2 of 10 samples held out" in html_of(app)
    open_more(app)
    kept = {"weight_decay": 0.25, "test_share": 0.2, "standardise": True, "initial_weights": "zero"}
    assert {name: widget(app, name).value for name in kept} == kept
    press(app, "reset")
    press(app, "redo")
    assert widget(app, "weight_decay").value == 0.5


def test_each_setting_has_a_widget_with_its_default_and_its_bounds_in_the_help(
    app: AppTest,
) -> None:
    assert {name for name in SETTINGS if name in widgets(app)} == {
        "learning_rate",
        "epochs",
        "seed",
    }
    open_more(app)
    for name, setting in SETTINGS.items():
        if setting.place == MODEL:
            continue  # a table
        assert widgets(app)[name].value == setting.default
        assert all(bound in widgets(app)[name].proto.help for bound in bounds(name).values())
        if setting.kind in (int, float):
            assert widgets(app)[name].step == setting.step


def test_what_an_optimizer_does_not_take_is_switched_off(app: AppTest) -> None:
    open_more(app)
    assert not widgets(app)["momentum"].disabled
    assert widgets(app)["momentum"].proto.help.endswith("Only with SGD, RMSprop.")
    assert "Only with" not in widgets(app)["weight_decay"].proto.help
    app.selectbox(key="optimizer").set_value("adam").run()
    assert [key for key, widget in widgets(app).items() if widget.disabled] == [
        "momentum",
        "nesterov",
    ]


def test_a_wrong_setting_can_be_mended_though_it_makes_no_difference(app: AppTest) -> None:
    open_more(app)
    app.number_input(key="momentum").set_value(1.5).run()
    app.selectbox(key="optimizer").set_value("adam").run()
    assert "Momentum 1.5: type a number from 0 to below 1" in messages(app)
    assert not widgets(app)["momentum"].disabled
    app.number_input(key="momentum").set_value(0.5).run()
    assert messages(app) == ""
    assert widgets(app)["momentum"].disabled
