from streamlit.testing.v1 import AppTest

from tests.page import APP, open_more, press


def fold_away(app: AppTest) -> None:
    app.session_state["more"] = False
    app.run()


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


def test_settings_folded_away_are_kept_and_shown_again(app: AppTest) -> None:
    open_more(app)
    app.number_input(key="test_share").set_value(0.2)
    app.toggle(key="standardise").set_value(True)
    app.selectbox(key="initial_weights").set_value("zero").run()
    fold_away(app)
    press(app, "train")
    assert app.session_state["run"].settings.test_share == 0.2
    open_more(app)
    assert app.number_input(key="test_share").proto.value == 0.2
    assert app.number_input(key="test_share").proto.set_value
    assert app.toggle(key="standardise").value
    assert app.selectbox(key="initial_weights").value == "zero"


def test_undo_reaches_a_setting_that_is_folded_away(app: AppTest) -> None:
    open_more(app)
    app.number_input(key="weight_decay").set_value(0.5).run()
    fold_away(app)
    press(app, "undo")
    open_more(app)
    assert app.number_input(key="weight_decay").value == 0.0
    press(app, "redo")
    assert app.number_input(key="weight_decay").value == 0.5


def test_settings_of_a_link_are_shown_when_folded_out() -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["weight_decay"] = "0.25"
    app.run()
    open_more(app)
    assert app.number_input(key="weight_decay").proto.value == 0.25
    assert app.number_input(key="weight_decay").proto.set_value
