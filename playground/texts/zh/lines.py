"""What stands in the view "Line by line", in Chinese."""

TEXTS = {
    # the chart of the samples' losses
    "lines_sample_loss_title": "每个样本的损失",
    "lines_p_axis": "p：样本标签的概率",
    "lines_minus_log_p_axis": "损失；曲线：−log p",
    "lines_mean": "平均值 = 损失 {loss}",
    "lines_sample_at": "样本 {number}：p = {p}，损失 {loss}",
    "lines_sample_loss_hover": "样本 %{customdata[0]}，标签 %{customdata[1]}<br>p = %{x}<br>"
    "损失 %{y}",
    "lines_beyond": "样本 {number}：{loss} ↑",
    "lines_beyond_many": "{count} 个样本，最大 {loss} ↑",
    "lines_sample_loss_alt": "曲线 −log p，以及第 {epoch} 轮 {count} 个样本的损失；"
    "它们的平均值就是损失 {loss}",
    # the chart of the loss over one parameter
    "lines_slice_title": "只改变 {name} 时的损失",
    "lines_slope": "斜率 {slope}",
    "lines_step": "现在 {value}，−lr × 斜率 = {step}",
    "lines_after": "更新后 {value}",
    "lines_slice_hover": "%{fullData.name} = %{x}<br>损失 %{y}",
    "lines_slice_alt": "损失随 {name} 变化的曲线，其余参数不变：在 {value} 处损失为 {loss}，"
    "斜率为 {slope}；更新后为 {after}",
    # the chart of several histories
    "lines_histories_hover": "%{fullData.name}<br>第 %{x} 轮<br>损失 %{y}",
    "lines_histories_alt": "损失随轮数变化的曲线；最后的损失：{ends}",
}
