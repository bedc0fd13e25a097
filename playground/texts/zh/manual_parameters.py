"""W and b of one's own: typed, or read from a file."""

TEXTS = {
    "start": "起始的 W 和 b",
    "start_mark": "从自己的 W 和 b 开始",
    "edit_parameters": "编辑",
    "edit_parameters_done": "完成",
    "start_help": "自己输入 W 和 b：损失、预测和图立刻跟着变，按“训练”就从你的数开始。"
    "能胜过优化器吗？",
    "edit_parameters_alt": "可编辑的权重矩阵和偏置表，每类一行",
    "own_loss": "损失 <b>{loss}</b> · 准确率 {accuracy}",
    "own_best": "你最好的一次训练：{loss}",
    "draw_parameters": "换回种子的权重",
    "weights_found": "{classes} 个类别、{features} 个特征的 W 和 b。",
    "weights_trained": "{classes} 个类别、{features} 个特征的 W 和 b，训练了 {epoch} 轮。",
    "weights_fit": "与页面上的样本相符。训练将从它们开始，而不是从种子抽出的数开始。",
    "weights_no_table": "页面上的样本有别的特征或类别，因此换成每类一行零："
    "足以查看 W 和 b、试测试向量。要继续训练，请填入你自己的样本，或先打开样本，再打开这个文件。",
    "weights_converted": "它们是在标准化的特征上训练的："
    "W 和 b 已换算成表中的单位，舍入到 float32。",
    "weights_open": "使用这组 W 和 b",
    "problem_start": "还没有你自己的 W 和 b。请在“模型”旁按“编辑”输入，"
    "或在“更多”中选别的初始权重。",
    "problem_start_shape": "你自己的 W 和 b 是 {columns} 个特征、{rows} 个类别的；"
    "现在的样本有 {features} 个特征、{classes} 个类别。请改样本，或在“更多”中选别的初始权重。",
}
